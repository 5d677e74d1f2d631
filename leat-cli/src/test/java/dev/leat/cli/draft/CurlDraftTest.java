package dev.leat.cli.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.LeatException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CurlDraftTest {
  private static String value(Draft draft, String variable) {
    return Objects.requireNonNull(draft.secrets().get(variable)).reveal();
  }

  @Test
  void wordsAreThoseOfAShell() {
    assertThat(
            ShellWords.split(
                "curl  'a b' \"c \\\"d\\\" \\$e\" f\\ g $'h\\'i\\n"
                    + "\\u00e4' j'k'l \\\r\n"
                    + "  m \\  \n"
                    + " n ''"))
        .isEqualTo(List.of("curl", "a b", "c \"d\" $e", "f g", "h'i\n\u00e4", "jkl", "m", "n", ""));
  }

  @Test
  void credentialsOfEveryKindBecomeVariables() {
    Draft draft =
        CurlDraft.of(
            "curl -XGET -H'Authorization: Bearer tok-1' -H \"x-rapidapi-key: key-2\" -b"
                + " 'sid=cook-3' -uann:pa:ss-4 --url='x'"
                + " 'https://api.shop.example/v2/orders?a=b%20c&apikey=key-5'");
    assertThat(draft.yaml())
        .contains("token: ${env:SHOP_TOKEN}")
        .contains("name: x-rapidapi-key")
        .contains("value: ${env:SHOP_KEY}")
        .contains("name: Cookie")
        .contains("user: ${env:SHOP_USER}")
        .contains("password: ${env:SHOP_PASSWORD}")
        .contains("name: apikey")
        .contains("value: ${env:SHOP_KEY_2}")
        .contains("a: \"b c\"")
        .doesNotContain("tok-1", "key-2", "cook-3", "ss-4", "key-5");
    assertThat(value(draft, "SHOP_TOKEN")).isEqualTo("tok-1");
    assertThat(value(draft, "SHOP_PASSWORD")).isEqualTo("pa:ss-4");
    assertThat(value(draft, "SHOP_KEY_2")).isEqualTo("key-5");
    assertThat(draft.toString()).doesNotContain("tok-1", "key-2", "cook-3", "ss-4", "key-5");
    assertThat(draft.warnings()).containsExactly("left out of the curl command: --url");
  }

  @Test
  void aPackedUserIsUnpackedAndATokenWithoutAPasswordIsNot() {
    Draft packed =
        CurlDraft.of("curl https://shop.example/x -H 'Authorization: Basic YW5uOnNlY3JldA=='");
    assertThat(value(packed, "SHOP_PASSWORD")).isEqualTo("secret");
    Draft token = CurlDraft.of("curl https://shop.example/x -u sk_live_1:");
    assertThat(value(token, "SHOP_SECRET")).startsWith("Basic ");
    assertThat(token.yaml()).contains("name: Authorization").doesNotContain("sk_live_1");
  }

  @Test
  void bodiesStayWhatTheyAre() {
    assertThat(
            CurlDraft.of(
                    "curl https://shop.example/find --json '{\"price\": 1.10, \"n\":"
                        + " 12345678901234567890,\n \"note\": \"${x}\", \"password\": \"p1\"}'")
                .yaml())
        .contains(
            "body: {\"price\": 1.10, \"n\": 12345678901234567890, \"note\": \"$${x}\","
                + " \"password\": \"${env:SHOP_PASSWORD}\"}")
        .doesNotContain("method:");
    assertThat(CurlDraft.of("curl https://shop.example/find -d a=1 -d 'b=x%20y' -X PUT").yaml())
        .contains("method: PUT")
        .contains("form:\n          a: 1\n          b: \"x y\"");
    assertThat(
            CurlDraft.of(
                    "curl https://shop.example/graphql -d '{\"query\": \"query { shops { id } }\","
                        + " \"variables\": {\"first\": 2}}'")
                .yaml())
        .contains("query: \"query { shops { id } }\"")
        .contains("variables: {\"first\": 2}");
  }

  @Test
  void bracesOfAGraphQlQueryAreNoPlaces() {
    Draft compact =
        CurlDraft.of("curl https://shop.example/graphql -d '{\"query\":\"{viewer{login}}\"}'");
    assertThat(compact.yaml()).contains("query: \"{viewer{login}}\"").doesNotContain("each");
    assertThat(compact.warnings()).isEmpty();
    Draft filled =
        CurlDraft.of(
            "curl https://shop.example/graphql -d '{\"query\":\"{viewer{login}}\",\"variables\":"
                + "{\"first\":\"{page}\"}}'");
    assertThat(filled.warnings()).hasSize(1).first().asString().contains("nothing fills {page}");
    assertThat(
            CurlDraft.of("curl https://shop.example/x -d '{\"a\":{\"b\":[\"{c}\"]}}'").warnings())
        .hasSize(1);
  }

  @Test
  void aGetWithABodyBecomesAPostAndSaysSo() {
    Draft draft = CurlDraft.of("curl -X GET https://shop.example/_search -d '{\"size\": 9}'");
    assertThat(draft.yaml()).contains("body: {\"size\": 9}").doesNotContain("method: GET");
    assertThat(draft.warnings())
        .containsExactly("the command sends a body with a GET: the draft sends it with a POST");
  }

  @Test
  void anAddressWithoutAPathIsAskedForAsItIs() {
    assertThat(CurlDraft.of("curl https://shop.example").yaml())
        .contains("url: \"https://shop.example/\"")
        .contains("path: \"/\"\n");
    assertThat(CurlDraft.of("curl https://shop.example/v1/?q=1").yaml())
        .contains("url: \"https://shop.example/v1/\"")
        .contains("path: \"/\"\n");
  }

  @Test
  void dataMayGoIntoTheQueryAndPagesAreRecognised() {
    assertThat(
            CurlDraft.of(
                    "curl -G shop.example/api/v1/orders -d offset=0 --data-urlencode 'q=a&b' -d"
                        + " limit=50")
                .yaml())
        .contains("url: \"https://shop.example/api/v1/\"")
        .contains("path: orders")
        .contains("q: \"a&b\"")
        .contains("param: offset\n          size_param: limit\n          size: 50");
  }

  @Test
  void whatALeatCannotDoIsNamedWithoutItsValue() {
    Draft draft =
        CurlDraft.of(
            "curl -k --proxy http://me:secret-1@proxy -sSLo out.json --whatever"
                + " https://shop.example/x");
    assertThat(draft.warnings())
        .containsExactly("left out of the curl command: -k, --proxy, --whatever");
    assertThat(draft.toString()).doesNotContain("secret-1");
    assertThat(CurlDraft.of("curl https://shop.example/teams/{id}").warnings())
        .containsExactly("nothing fills {id} yet: say with 'each' of the feed where it comes from");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "wget https://shop.example",
        "curl",
        "curl 'https://shop.example",
        "curl -H",
        "curl $URL",
        "curl ftp://shop.example/x",
        "curl -X DELETE https://shop.example/x",
        "curl https://shop.example/x -d @secret.json",
        "curl https://shop.example/x -d '<a/>'",
        "curl https://shop.example/x -F a=b",
        "curl -T notes.txt https://shop.example/x",
        "curl https://shop.example/x -d '{\"a\": '"
      })
  void refusesWhatIsNoRequestForData(String command) {
    assertThatThrownBy(() -> CurlDraft.of(command))
        .isInstanceOfSatisfying(
            LeatException.class, e -> assertThat(e.code()).isInstanceOf(DraftError.class));
  }
}
