package dev.leat.cli;

/** Colours text where colours are wanted. */
enum Paint {
  COLOURED {
    @Override
    String in(String code, String text) {
      return "\u001b[" + code + "m" + text + "\u001b[0m";
    }
  },
  PLAIN {
    @Override
    String in(String code, String text) {
      return text;
    }
  };

  String strong(String text) {
    return in("1", text);
  }

  String faint(String text) {
    return in("2", text);
  }

  String good(String text) {
    return in("32", text);
  }

  String bad(String text) {
    return in("31", text);
  }

  String doubtful(String text) {
    return in("33", text);
  }

  abstract String in(String code, String text);
}
