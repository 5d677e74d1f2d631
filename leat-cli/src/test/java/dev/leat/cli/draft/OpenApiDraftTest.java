package dev.leat.cli.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.LeatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OpenApiDraftTest {
  private static final String LIST =
      "responses: {200: {content: {application/json: {schema: {type: array, items: {type: object,"
          + " properties: {id: {type: integer}, code: {type: string}}}}}}}}";

  @TempDir private Path folder;

  private Draft draft(String text) throws IOException {
    return OpenApiDraft.of(Files.writeString(folder.resolve("api.yaml"), text));
  }

  private Draft paths(String paths) throws IOException {
    return draft("openapi: 3.1.0\nservers: [{url: 'https://shop.example'}]\npaths:\n" + paths);
  }

  @Test
  void swaggerIsReadToo() throws IOException {
    Draft draft =
        draft(
            """
            {"swagger": "2.0", "host": "api.shop.example", "basePath": "/v1", "schemes": ["http"],
             "securityDefinitions": {"o": {"type": "oauth2", "flow": "application",
               "tokenUrl": "https://shop.example/token", "scopes": {"read": ""}}},
             "security": [{"o": ["read"]}],
             "paths": {"/orders": {
               "parameters": [{"$ref": "#/parameters/limit"}],
               "get": {"parameters": [{"name": "offset", "in": "query", "type": "integer"}],
                 "responses": {"200": {"schema": {"type": "object", "properties": {
                   "total": {"type": "integer"},
                   "data": {"type": "array", "items": {"$ref": "#/definitions/Order"}}}}}}}}},
             "parameters": {"limit": {"name": "limit", "in": "query", "type": "integer", "maximum": 50}},
             "definitions": {"Order": {"allOf": [
               {"properties": {"id": {"type": "integer"}}}, {"properties": {"a": {"type": "string"}}}]}}}
            """);
    assertThat(draft.yaml())
        .contains("url: \"http://api.shop.example/v1\"")
        .contains("type: oauth2\n      token_url: \"https://shop.example/token\"")
        .contains("client_secret: ${env:SHOP_CLIENT_SECRET}\n      scope: read")
        .contains("param: offset\n          size_param: limit\n          size: 50")
        .contains("count: \"$.total\"")
        .contains("records: \"$.data[*]\"\n        key: id");
    assertThat(draft.blanks()).containsExactly("SHOP_CLIENT_ID", "SHOP_CLIENT_SECRET");
  }

  @Test
  void addressesMayLackTheirHost() throws IOException {
    Draft draft =
        draft(
            """
            openapi: 3.0.4
            info: {title: Pet Store}
            servers: [{url: "/api/{version}", variables: {version: {default: v3}}}]
            security: [{o: []}]
            components:
              securitySchemes:
                o: {type: oauth2, flows: {clientCredentials: {tokenUrl: /oauth/token}}}
            paths:
              /pets: {get: {responses: {200: {content: {application/json: {schema: {type: array, items: {type: object}}}}}}}}
            """);
    assertThat(draft.yaml())
        .contains("pet_store:")
        .contains("url: \"https://host/api/v3\"")
        .contains("token_url: \"https://host/oauth/token\"");
    assertThat(draft.warnings())
        .contains("the document does not say where the API is: write its 'url' in leat.yaml");
  }

  @Test
  void childrenAskForTheRecordsOfTheirParentsHoweverDeep() throws IOException {
    String yaml =
        paths(
                """
                  /areas: {get: {%1$s}}
                  /areas/{area_id}/teams: {get: {%1$s}}
                  /areas/{area_id}/teams/{code}/players: {get: {%1$s}}
                  /areas/{zone}/cups: {get: {%1$s}}
                  /nowhere/{id}/things: {get: {%1$s}}
                """
                    .formatted(LIST))
            .yaml();
    assertThat(yaml)
        .contains("path: \"areas/{id}/teams\"\n        each: areas")
        .contains("path: \"areas/{areas_id}/teams/{code}/players\"\n        each: teams")
        .contains("# GET /areas/{zone}/cups: no field of 'areas' is clearly the value of {zone}")
        .contains("# GET /nowhere/{id}/things: no feed gives the values of {id}");
  }

  @Test
  void cursorsAreTakenFromTheAnswer() throws IOException {
    assertThat(
            paths(
                    """
                      /orders:
                        get:
                          parameters:
                            - {name: cursor, in: query, schema: {type: string}}
                            - {name: limit, in: query, schema: {type: integer, default: 20}}
                            - {name: lang, in: query, required: true, schema: {enum: [en, de]}}
                          responses:
                            200:
                              content:
                                application/vnd.shop+json:
                                  schema:
                                    properties:
                                      meta: {properties: {next_cursor: {type: string}}}
                                      tags: {type: array}
                                      items: {type: [array, "null"], items: {}}
                    """)
                .yaml())
        .contains("params:\n          lang: en\n          limit: 20")
        .contains("page:\n          param: cursor\n          cursor: \"$.meta.next_cursor\"")
        .contains("records: \"$.items[*]\"")
        .contains("# No field 'id' is described");
  }

  @Test
  void whatCannotBeDraftedIsListedWithTheReason() throws IOException {
    Draft draft =
        paths(
            """
              /ok: {get: {%s}, post: {}, delete: {}}
              /one: {get: {responses: {200: {content: {application/json: {schema: {properties: {id: {}}}}}}}}}
              /two: {get: {responses: {200: {content: {application/json: {schema: {properties: {
                a: {type: array}, b: {type: array}}}}}}}}}
              /pdf: {get: {responses: {200: {content: {application/pdf: {}}}}}}
              /old: {get: {deprecated: true, %s}}
              /far: {get: {responses: {200: {$ref: 'http://elsewhere/x.yaml'}}}}
              /gone: {get: {responses: {200: {$ref: '#/components/x'}}}}
              /deep: {get: {responses: {200: {content: {application/json: {schema: {$ref: '#/components/schemas/D'}}}}}}}
            components: {schemas: {D: {allOf: [{$ref: '#/components/schemas/D'}]}}}
            """
                .formatted(LIST, LIST));
    assertThat(draft.yaml())
        .contains("# GET /one: it answers a single record\n")
        .contains("# GET /two: it answers several lists: a, b\n")
        .contains("# GET /pdf: it answers application/pdf, not JSON\n")
        .contains("# GET /old: it is deprecated\n")
        .contains("# GET /far: it refers to another document, http://elsewhere/x.yaml\n")
        .contains("# GET /gone: it refers to #/components/x, which is not there\n")
        .contains("# GET /deep: its schema is nested too deep, or in itself\n")
        .contains("are left out: 2\n");
    assertThat(draft.warnings())
        .containsExactly("operations that were not drafted: 7; the end of leat.yaml says why");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DRAFT_UNREADABLE | '{'",
        "DRAFT_UNREADABLE | 'openapi: 4.0.0'",
        "DRAFT_UNREADABLE | '<html></html>'",
        "DRAFT_UNREADABLE | 'a: &a [*a, *a]'",
        "DRAFT_IMPOSSIBLE | 'openapi: 3.0.0'",
      })
  void refusesWhatIsNoSuchDocument(String code, String text) {
    assertThatThrownBy(() -> draft(text))
        .isInstanceOfSatisfying(
            LeatException.class, e -> assertThat(e.code().name()).isEqualTo(code));
  }

  @Test
  void aDocumentThatGrowsWhileItIsReadIsRefused() {
    var bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 60; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    assertThatThrownBy(() -> draft(bomb.toString())).hasMessageContaining("neither JSON nor YAML");
  }
}
