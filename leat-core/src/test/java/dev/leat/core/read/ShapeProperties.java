package dev.leat.core.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.ColumnType;
import dev.leat.api.ColumnType.Decimal;
import dev.leat.api.ColumnType.Simple;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Evidence adds up like a set, whatever its order. */
final class ShapeProperties {
  private static final List<ColumnType> NUMBERS =
      List.of(Simple.BIGINT, Simple.HUGEINT, Simple.DOUBLE);

  @Provide
  Arbitrary<Shape> shapes() {
    return Shapes.any();
  }

  @Provide
  Arbitrary<Scalars> scalars() {
    return Shapes.scalars();
  }

  @Property(tries = 300)
  void orderDoesNotMatter(@ForAll("shapes") Shape a, @ForAll("shapes") Shape b) {
    assertThat(a.merge(b)).isEqualTo(b.merge(a));
  }

  @Property(tries = 300)
  void groupingDoesNotMatter(
      @ForAll("shapes") Shape a, @ForAll("shapes") Shape b, @ForAll("shapes") Shape c) {
    assertThat(a.merge(b).merge(c)).isEqualTo(a.merge(b.merge(c)));
  }

  @Property(tries = 300)
  void seeingTheSameAgainAddsNothing(@ForAll("shapes") Shape a, @ForAll("shapes") Shape b) {
    Shape both = a.merge(b);

    assertThat(both.merge(a)).isEqualTo(both);
    assertThat(a.merge(Shape.NONE)).isEqualTo(a);
  }

  @Property(tries = 300)
  void whatIsWrittenIsReadAgain(@ForAll("shapes") Shape a) {
    assertThat(Shape.parse(a.toJson())).isEqualTo(a);
    assertThat(Shape.parse(a.toJson()).toJson()).isEqualTo(a.toJson());
  }

  @Property
  void moreEvidenceNeverNarrowsATypeThatIsDecided(
      @ForAll("scalars") Scalars evidence, @ForAll("scalars") Scalars b) {
    Scalars a = evidence.settled();
    ColumnType before = a.type().orElse(null);
    ColumnType after = a.merge(b).type().orElse(null);

    assertThat(before == null || (after != null && holds(after, before)))
        .as("%s of %s, then %s of %s", before, a, after, a.merge(b))
        .isTrue();
  }

  private static boolean holds(ColumnType wide, ColumnType narrow) {
    if (wide.equals(narrow) || wide == Simple.TEXT) {
      return true;
    }
    boolean number = narrow instanceof Decimal || NUMBERS.contains(narrow);
    if (wide instanceof Decimal to) {
      return narrow instanceof Decimal from
          ? to.scale() >= from.scale() && to.precision() >= from.precision()
          : number && narrow != Simple.DOUBLE;
    }
    return number && NUMBERS.indexOf(wide) > NUMBERS.indexOf(narrow);
  }
}
