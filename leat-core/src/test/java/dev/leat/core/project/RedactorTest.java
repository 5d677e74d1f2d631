package dev.leat.core.project;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.Secret;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class RedactorTest {
  @Property(tries = 300)
  void noSecretIsLeftInAnyFormInAnyText(
      @ForAll("secrets") String secret, @ForAll String before, @ForAll String after) {
    Redactor redactor = Redactor.of(List.of(Secret.of(secret)));
    String url = URLEncoder.encode(secret, UTF_8);

    assertThat(redactor.redact(before + secret + after)).doesNotContain(secret);
    assertThat(redactor.redact(before + url + after)).doesNotContain(url);
  }

  @Property(tries = 300)
  void noSecretIsLeftInBasicAuthentication(
      @ForAll("secrets") String secret, @ForAll("users") String user) {
    Redactor redactor = Redactor.of(List.of(Secret.of(secret)));
    String header = Base64.getEncoder().encodeToString((user + ":" + secret).getBytes(UTF_8));
    String urlSafe = Base64.getUrlEncoder().encodeToString((user + ":" + secret).getBytes(UTF_8));

    assertThat(redactor.redact("sent <" + header + "> there")).isEqualTo("sent <***> there");
    assertThat(redactor.redact("sent <" + urlSafe + "> there")).isEqualTo("sent <***> there");
  }

  @Provide
  Arbitrary<String> secrets() {
    return Arbitraries.strings()
        .withCharRange('!', '~')
        .withChars('é', '€', ' ')
        .excludeChars('*')
        .ofMinLength(6)
        .ofMaxLength(40)
        .filter(text -> text.equals(text.strip()));
  }

  @Provide
  Arbitrary<String> users() {
    return Arbitraries.strings().alpha().numeric().ofMaxLength(12);
  }

  @Test
  void passwordsInUrlsGoEvenWhenNobodyKnowsThem() {
    assertThat(Redactor.NONE.redact("GET https://me:pa@ss@host/x?y=z failed"))
        .isEqualTo("GET https://me:***@host/x?y=z failed");
    assertThat(Redactor.NONE.redact("Authorization: Basic bWU6cGFzcw== was refused"))
        .isEqualTo("Authorization: Basic *** was refused");
    assertThat(Redactor.NONE.redact("basic authentication at https://host:8080/a@b failed"))
        .isEqualTo("basic authentication at https://host:8080/a@b failed");
  }

  @Test
  void formsOfOneSecretAreFound() {
    Redactor redactor = Redactor.of(List.of(Secret.of("p@ss w\"rd/é")));

    assertThat(redactor.redact("a p@ss w\"rd/é b")).isEqualTo("a *** b");
    assertThat(redactor.redact("a p%40ss+w%22rd%2F%C3%A9 b")).isEqualTo("a *** b");
    assertThat(redactor.redact("a p%40ss%20w%22rd%2f%c3%a9 b")).isEqualTo("a *** b");
    assertThat(redactor.redact("{\"a\": \"p@ss w\\\"rd/é\"}")).isEqualTo("{\"a\": \"***\"}");
  }

  @Test
  @Timeout(20)
  void aLongWordIsReadOnce() {
    Redactor redactor = Redactor.of(List.of(Secret.of("s3cr3t-token")));
    String word = "0".repeat(1_000_000);

    assertThat(redactor.redact(word + " s3cr3t-token")).isEqualTo(word + " ***");
  }

  @Test
  void theLongerOfTwoSecretsGoesFirst() {
    Redactor redactor = Redactor.of(List.of(Secret.of("token"))).and(Secret.of("token-with-more"));

    assertThat(redactor.redact("token-with-more and token")).isEqualTo("*** and ***");
    assertThat(redactor).hasToString("Redactor[2 secrets]");
  }

  @Test
  void linesOfAKeyFileAreSecretOneByOne() {
    Redactor redactor =
        Redactor.of(List.of(Secret.of("-----BEGIN KEY-----\nMIIEvQIBADANBgkq\n-----END KEY-----")));

    assertThat(redactor.redact("read MIIEvQIBADANBgkq")).isEqualTo("read ***");
  }

  @Test
  void aVeryShortSecretDoesNotTurnTextIntoStars() {
    assertThat(Redactor.of(List.of(Secret.of("a"), Secret.of(""))).redact("a banana"))
        .isEqualTo("a banana");
  }
}
