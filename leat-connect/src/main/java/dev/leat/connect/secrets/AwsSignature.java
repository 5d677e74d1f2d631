package dev.leat.connect.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests as AWS wants it: Signature Version 4.
 *
 * <p>For URLs with plain paths and without queries, which is all that these APIs need.
 *
 * @param service such as {@code secretsmanager}
 */
record AwsSignature(AwsCredentials credentials, String region, String service) {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /**
   * All headers that the request must have, those given included.
   *
   * @param headers by lower-case name
   */
  Map<String, String> headers(
      String method, URI url, Map<String, String> headers, String body, Instant at) {
    String time = TIME.format(at);
    var signed = new TreeMap<>(headers);
    signed.put("host", url.getAuthority());
    signed.put("x-amz-date", time);
    credentials.token().ifPresent(token -> signed.put("x-amz-security-token", token.reveal()));
    String names = String.join(";", signed.keySet());
    String request =
        String.join(
            "\n",
            method,
            url.getRawPath().isEmpty() ? "/" : url.getRawPath(),
            "",
            signed.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue().strip() + "\n")
                .collect(Collectors.joining()),
            names,
            hex(sha256(body)));
    String scope = time.substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
    String text = String.join("\n", ALGORITHM, time, scope, hex(sha256(request)));
    String signature = hex(hmac(key(time.substring(0, 8)), text));
    signed.put(
        "authorization",
        "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(ALGORITHM, credentials.id(), scope, names, signature));
    signed.remove("host");
    return signed;
  }

  private byte[] key(String date) {
    byte[] key = ("AWS4" + credentials.secret().reveal()).getBytes(UTF_8);
    return hmac(hmac(hmac(hmac(key, date), region), service), "aws4_request");
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
