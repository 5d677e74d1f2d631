package dev.leat.connect.html;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns the bytes of a page into text, by the bytes alone: so a replay reads what a run read.
 *
 * <p>A mark at the beginning decides; then bytes that are UTF-8 are, whatever the page claims; then
 * what leat.yaml says; then what the page claims; then windows-1252, as browsers have it.
 */
final class Charsets {
  private static final Pattern CLAIM =
      Pattern.compile("(?i)charset\\s*=\\s*[\"']?\\s*([A-Za-z0-9_.:-]+)");
  private static final int HEAD = 4096;
  private static final Charset FALLBACK = Charset.forName("windows-1252");

  private Charsets() {}

  static String text(byte[] page, Optional<Charset> stated) {
    if (starts(page, 0xEF, 0xBB, 0xBF)) {
      return new String(page, 3, page.length - 3, StandardCharsets.UTF_8);
    }
    if (starts(page, 0xFE, 0xFF) || starts(page, 0xFF, 0xFE)) {
      return new String(page, StandardCharsets.UTF_16);
    }
    String text = new String(page, StandardCharsets.UTF_8);
    return isUtf8(text) ? text : new String(page, stated.orElseGet(() -> claimed(page)));
  }

  /** A page that was cut off within a letter, or has a bad byte, is still UTF-8 in the main. */
  private static boolean isUtf8(String text) {
    long letters = text.chars().filter(letter -> letter > 0x7f).count();
    long broken = text.chars().filter(letter -> letter == 0xfffd).count();
    return 2 * broken <= letters;
  }

  private static boolean starts(byte[] page, int... mark) {
    if (page.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((page[i] & 0xff) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private static Charset claimed(byte[] page) {
    String head = new String(page, 0, Math.min(HEAD, page.length), StandardCharsets.ISO_8859_1);
    Matcher claim = CLAIM.matcher(head);
    if (!claim.find()) {
      return FALLBACK;
    }
    try {
      Charset charset = Charset.forName(claim.group(1));
      boolean isFallback =
          charset.equals(StandardCharsets.UTF_8) || charset.equals(StandardCharsets.ISO_8859_1);
      return isFallback ? FALLBACK : charset;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      return FALLBACK;
    }
  }
}
