package dev.leat.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.Blame;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person reads who wrote something wrong. */
final class MistakesTest {
  @TempDir private Path folder;

  @Test
  void everyMistakeIsSaidAtOnce() {
    assertThat(
            complaint(
                """
                leat: 2
                destinaton: duckdb:x.duckdb
                compression: lz4
                sources:
                  statsbomb:
                    type: statsbom
                  other:
                    type: statsbomb
                    concurrency: many
                    limit: fast
                    pasword: x
                plans:
                  - source: statsbmob
                  - source: other
                    select: competition_id = = 11
                    feeds: [event]
                    policy: sometimes
                """))
        .isEqualTo(
            """
            PROJECT_INVALID
            leat.yaml has 10 mistakes:
              leat.yaml:1:7: 'leat' cannot be '2'. Choose from: 1.
              leat.yaml:2:1: The key 'destinaton' is unknown here. Did you mean 'destination'?
              leat.yaml:3:14: 'compression' cannot be 'lz4'. Choose from: gzip, none, zstd.
              leat.yaml:6:11: There is no source type 'statsbom'. Did you mean 'statsbomb'?
              leat.yaml:9:18: 'concurrency' cannot be 'many'. Write a whole number of at least 1.
              leat.yaml:10:12: 'limit' cannot be 'fast'. Write a rate such as 10/minute.
              leat.yaml:11:5: The key 'pasword' is unknown here. Did you mean 'password'?
              leat.yaml:13:13: There is no source 'statsbmob'. Did you mean 'statsbomb'?
              leat.yaml:15:30: '==' stands where a field, a number or a text in quotes should be. \
            Write a condition such as season_id >= 42 and name starts_with 'La'.
              leat.yaml:17:13: There is no policy 'sometimes'. Choose from: always, default, interval, \
            never, once.
            Correct them, then run the command again.\
            """);
  }

  @Test
  void aSingleMistakeKeepsItsCode() {
    assertThat(complaint("sorces: {}\n"))
        .isEqualTo(
            """
            PROJECT_KEY_UNKNOWN
            leat.yaml:1:1: The key 'sorces' is unknown here.
            Did you mean 'sources'?\
            """);
    assertThat(new ProjectFolder(folder).yaml("sorces: {}\n").refused().blame())
        .isEqualTo(Blame.OPERATOR);
  }

  @Test
  void keysOfTheToolBeforeSayTheirNewNames() {
    assertThat(
            complaint(
                """
                main:
                  metadata_url: sqlite:///x.db
                metadata_url: x
                file_url: x
                extract_jobs: []
                event_subscribers: []
                sources:
                  s:
                    type: statsbomb
                    configuration: {}
                plans:
                  - source: s
                    data_spec_versions: {}
                    selectors: []
                    fetch_policy: x
                dataset_types:
                  - provider: x
                    source: s
                    identifier_index: true
                    identifier_keys: {}
                    keys:
                      match_id: {transformation: x, key_type: int}
                """))
        .isEqualTo(
            """
            PROJECT_KEY_UNKNOWN
            leat.yaml has 14 mistakes:
              leat.yaml:1:1: The key 'main' is unknown here. Write its keys at the top of the file, as \
            store and catalog.
              leat.yaml:3:1: The key 'metadata_url' is unknown here. Write it as 'catalog'.
              leat.yaml:4:1: The key 'file_url' is unknown here. Write it as 'store'.
              leat.yaml:5:1: The key 'extract_jobs' is unknown here. Write it as 'plans'.
              leat.yaml:6:1: The key 'event_subscribers' is unknown here. Write it as 'subscribers', a \
            list of class names.
              leat.yaml:10:5: The key 'configuration' is unknown here. Write its keys beside 'type'.
              leat.yaml:13:5: The key 'data_spec_versions' is unknown here. Write it as 'feeds'.
              leat.yaml:14:5: The key 'selectors' is unknown here. Write it as 'select'.
              leat.yaml:15:5: The key 'fetch_policy' is unknown here. Write it as 'policy'.
              leat.yaml:17:5: The key 'provider' is unknown here. Write it as 'source'.
              leat.yaml:19:5: The key 'identifier_index' is unknown here. Write it as 'index'.
              leat.yaml:20:5: The key 'identifier_keys' is unknown here. Write it as 'keys'.
              leat.yaml:22:18: The key 'transformation' is unknown here. Write it as 'path'.
              leat.yaml:22:37: The key 'key_type' is unknown here. Write it as 'type', integer or text.
            Correct them, then run the command again.\
            """);
  }

  @Test
  void anIndexWantsKeys() {
    assertThat(
            complaint(
                """
                leat: 1
                sources:
                  s: {type: statsbomb}
                dataset_types:
                  - {source: s, dataset_type: match, index: true}
                """))
        .contains("leat.yaml:5:5: 'index' says nothing of which keys.");
  }

  @Test
  void aListWhereAMapShouldBeIsSaidSo() {
    assertThat(complaint("- a\n- b\n"))
        .isEqualTo(
            """
            PROJECT_VALUE_INVALID
            leat.yaml:1:1: 'leat.yaml' cannot be a list.
            Write a map with leat, store, catalog, catalog_prefix, bucket, compression, destination, \
            plugins.\
            """);
    assertThat(complaint("sources:\n  - a\n"))
        .isEqualTo(
            """
            PROJECT_VALUE_INVALID
            leat.yaml:2:3: 'sources' cannot be a list.
            Write a map from the name of a source to its settings.\
            """);
  }

  @Test
  void valuesAreCheckedAgainstWhatTheSourceDeclares() {
    assertThat(
            complaint(
                """
                sources:
                  s:
                    type: statsbomb
                    url: somewhere
                    page_size: 1.5
                    strict: yes
                    every: tomorrow
                    mode: medium
                    tags: {a: b}
                    files: [a]
                    password: [x]
                    headers: {A: [b]}
                    retries:
                  1x:
                    type: statsbomb
                  t: {}
                """))
        .isEqualTo(
            """
            PROJECT_INVALID
            leat.yaml has 12 mistakes:
              leat.yaml:4:10: 'url' cannot be 'somewhere'. Write a URL without credentials, such as \
            https://example.com/data/.
              leat.yaml:5:16: 'page_size' cannot be '1.5'. Write a whole number.
              leat.yaml:6:13: 'strict' cannot be 'yes'. Write true or false.
              leat.yaml:7:12: 'every' cannot be 'tomorrow'. Write a duration such as 30s, 5m, 24h or 7d.
              leat.yaml:8:11: 'mode' cannot be 'medium'. Choose from: fast, slow.
              leat.yaml:9:11: 'tags' cannot be a map. Write a text or a list of them.
              leat.yaml:10:12: 'files' cannot be a list. Write a map from the name of an entry of files \
            to its value.
              leat.yaml:11:15: 'password' cannot be a list. Write a text.
              leat.yaml:12:18: 'A' cannot be a list. Write a text.
              leat.yaml:13:5: 'retries' has no value. Write a whole number of at least 0, or remove the \
            line.
              leat.yaml:14:3: '1x' cannot be the name of a source. Use letters, digits, - and _, and \
            begin with a letter.
              leat.yaml:16:6: 't' has no 'type'. Add one of: statsbomb.
            Correct them, then run the command again.\
            """);
  }

  @Test
  void plansNameWhatTheSourceHas() {
    assertThat(
            complaint(
                """
                sources:
                  s: {type: statsbomb}
                plans:
                  - source: s
                    dataset_type: mach
                  - source: s
                    dataset_type: season
                  - source: s
                    feeds: {evnts: v4, lineups: "a b"}
                  - dataset_type: match
                  - source: s
                    policy: {type: interval, evry: 1h}
                  - source: s
                    policy: {type: interval, every: 0s}
                  - source: s
                    select: [a, b]
                """))
        .isEqualTo(
            """
            PROJECT_INVALID
            leat.yaml has 9 mistakes:
              leat.yaml:5:19: The source 's' has no dataset type 'mach'. Did you mean 'match'?
              leat.yaml:7:19: The dataset type 'season' is kept while listing; no plan can be about it. \
            Remove the plan; its listings are fetched with the others.
              leat.yaml:9:13: The dataset type 'match' has no feed 'evnts'. Did you mean 'events'?
              leat.yaml:9:33: 'a b' cannot be a version of the feed 'lineups'. Use letters, digits, '.', \
            '_' and '-', such as v1.
              leat.yaml:10:5: 'plans' has no 'source'. Add the line 'source: …'.
              leat.yaml:12:30: The key 'evry' is unknown here. Did you mean 'every'?
              leat.yaml:14:37: 'every' is no time at all. Write 24h or so, or use the policy 'always'.
              leat.yaml:16:14: 'select' cannot be 'a'. Write a map from the name of a key to its \
            value.
              leat.yaml:16:17: 'select' cannot be 'b'. Write a map from the name of a key to its \
            value.
            Correct them, then run the command again.\
            """);
  }

  @Test
  void tablesNameFeedsThatExist() {
    assertThat(
            complaint(
                """
                sources:
                  s: {type: statsbomb}
                tables:
                  event: {depth: 2}
                  a: {from: s/evnts}
                  b: {from: events}
                  c: {from: t/events}
                  d: {from: s/season/matchs}
                  e: {from: s/lineups, write: merge}
                  f: {from: s/events, columns: {x: {type: intger}}}
                  g: {from: s/events, quarantine: 200%, depth: -1}
                exports:
                  - {table: evnts, to: x}
                  - {table: events__related, to: x, format: xml}
                """))
        .isEqualTo(
            """
            PROJECT_INVALID
            leat.yaml has 11 mistakes:
              leat.yaml:4:3: The table 'event' has no 'from', and no source proposes it. Did you mean \
            'events'?
              leat.yaml:5:13: There is no feed 's/evnts'. Did you mean 's/events'?
              leat.yaml:6:13: 'from' cannot be 'events'. Write source/feed, or source/dataset type/feed.
              leat.yaml:7:13: There is no source 't'. Choose from: s.
              leat.yaml:8:13: There is no feed 's/season/matchs'. Did you mean 's/season/matches'?
              leat.yaml:9:31: The table 'e' merges and has no key. Add 'key' with the columns that \
            identify a row, or write: replace.
              leat.yaml:10:43: 'type' cannot be 'intger'. Write a column type such as integer, \
            decimal(10,2), timestamp or text.
              leat.yaml:11:35: 'quarantine' cannot be '200%'. Write a share such as 1% or a number of \
            rows.
              leat.yaml:11:48: 'depth' cannot be '-1'. Write a whole number of at least 0.
              leat.yaml:13:13: There is no table 'evnts'. Did you mean 'events'?
              leat.yaml:14:45: 'format' cannot be 'xml'. Choose from: csv, json, parquet.
            Correct them, then run the command again.\
            """);
  }

  @Test
  void placesOfStoresAndDatabasesAreChecked() {
    assertThat(
            complaint(
                """
                store: "s3://user:secret@bucket/x y"
                catalog: postgresql://host:port/db
                destination: mysql://host
                bucket: a/b
                catalog_prefix: 1-x
                """))
        .isEqualTo(
            """
            PROJECT_VALUE_INVALID
            leat.yaml has 5 mistakes:
              leat.yaml:1:8: 'store' cannot be 's3://user:***@bucket/x y'. Write a folder, or a URL \
            such as s3://bucket/folder.
              leat.yaml:2:10: 'catalog' is neither a file nor a database's URL. Write a path, or \
            postgresql://user:${env:PASSWORD}@host:5432/database.
              leat.yaml:3:14: 'destination' is neither a file nor a database's URL. Write a path, or \
            postgresql://user:${env:PASSWORD}@host:5432/database.
              leat.yaml:4:9: 'bucket' cannot be 'a/b'. Use letters, digits and _, and begin with a \
            letter.
              leat.yaml:5:17: 'catalog_prefix' cannot be '1-x'. Use letters, digits and _, and begin \
            with a letter.
            Correct them, then run the command again.\
            """);
  }

  @Test
  void rulesOfKeysAreChecked() {
    assertThat(
            complaint(
                """
                sources:
                  s: {type: statsbomb}
                dataset_types:
                  - source: s
                    keys:
                      mach_id: {}
                      match_id: {path: {bucket_size: 0}}
                      season_id: {path: {bucket_size: 2, prefix: 1}, type: int}
                      competition_id: {path: {type: bucket}}
                  - source: s
                """))
        .isEqualTo(
            """
            PROJECT_INVALID
            leat.yaml has 6 mistakes:
              leat.yaml:6:7: The dataset type 'match' has no key 'mach_id'. Did you mean 'match_id'?
              leat.yaml:7:38: 'bucket_size' cannot be '0'. Write a whole number of at least 1.
              leat.yaml:8:25: 'path' has several rules. Keep one of bucket_size, bucket_count and prefix.
              leat.yaml:8:60: 'type' cannot be 'int'. Choose from: integer, text.
              leat.yaml:9:31: The key 'type' is unknown here. Write bucket_size, bucket_count or prefix \
            with a number.
              leat.yaml:10:5: 's/match' is here twice. Write its rules in one item.
            Correct them, then run the command again.\
            """);
  }

  @Test
  void listsThatMultiplyTooFarAreRefused() {
    String list = IntStream.range(0, 400).mapToObj(Integer::toString).toList().toString();

    assertThat(
            complaint(
                """
                sources:
                  s: {type: statsbomb}
                plans:
                  - source: s
                    select:
                      competition_id: %1$s
                      season_id: %1$s
                """
                    .formatted(list)))
        .isEqualTo(
            """
            PROJECT_VALUE_INVALID
            leat.yaml:6:7: The lists multiply to more than 100000 selectors.
            Use shorter lists, or a condition.\
            """);
  }

  private String complaint(String yaml) {
    return new ProjectFolder(folder).yaml(yaml).complaint();
  }

  @Test
  void headersThatFollowFromTheUrlAreNotSet() {
    assertThat(complaint("sources:\n  s: {type: statsbomb, headers: {Host: x, X-Own: y}}\n"))
        .contains(
            "leat.yaml:2:34: The header 'Host' cannot be set: it follows from the url.",
            "Remove it; write the host that is meant as the source's url.")
        .doesNotContain("X-Own");
  }
}
