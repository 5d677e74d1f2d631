package dev.leat.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What SELECTs read, and whether the same tables always give the same answer. */
final class ModelSqlTest {
  private final ModelSql sql = new ModelSql();

  @AfterEach
  void close() {
    sql.close();
  }

  @Test
  void tablesAreFoundWhereverTheyStand() {
    ModelSql.Reads reads =
        sql.read(
            """
            with Recent as (select * from Matches), twice as (select * from recent)
            select (select max(id) from "Teams"), count(*) from twice
            join main.lineups l on exists (select 1 from events e where e.id = l.id)
            union all select 1, 2 from (values (1)) -- from nowhere
            """);
    assertThat(reads.complaint()).isEmpty();
    assertThat(reads.tables())
        .containsExactly("events", "lineups", "matches", "recent", "teams", "twice");
    assertThat(reads.own()).containsExactly("recent", "twice");
    assertThat(reads.steady()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select count(*), sum(a) / nullif(count(b), 0), lower(c) from t group by all",
        "select row_number() over (order by a), lag(b, 1) over () from t",
        "select case when a like 'x%' then [1, 2] else {'a': 1}['a'] end from t",
        "select cast(a as decimal(10, 2)), date_trunc('day', b), c[1] from t, range(5)",
        "select coalesce(a, 'x') || strftime(b, '%Y'), b between 1 and 2, a in (1, 2) from t",
        "select to_char(a, 'YYYY'), jsonb_agg(b) filter (where c is not null) from t group by 1"
      })
  void mostAreSteady(String query) {
    assertThat(sql.read(query).steady()).as(query).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select now() from t",
        "select current_date from t",
        "select * from t where d > CURRENT_TIMESTAMP - interval 1 day",
        "select random() from t",
        "select uuid()",
        "select ago(interval 1 day)",
        "select * from read_csv('x.csv')",
        "select a_macro_of_somebody(a) from t"
      })
  void thoseThatAskForTimeChanceOrFilesAreNot(String query) {
    assertThat(sql.read(query).complaint()).as(query).isEmpty();
    assertThat(sql.read(query).steady()).as(query).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"selec 1", "create table x as select 1", "select 1; select 2", ""})
  void whatIsNoSelectIsRefused(String text) {
    assertThat(sql.read(text).complaint()).as(text).isNotEmpty();
  }
}
