package io.latticeoperator.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.model.Policy.Type;
import org.junit.jupiter.api.Test;

class PolicyTest {
  private static final ClusterIdentity ONE = new ClusterIdentity("uid-one", "one");
  private static final ClusterIdentity TWO = new ClusterIdentity("uid-two", "two");
  private static final Owner SHOP = Owner.network("shop");
  private static final String STATEMENTS = ",\"Statement\":[{\"Effect\":\"Allow\"}]}";

  private static Policy policy(String document) {
    return new Policy(Role.serviceNetwork(), Type.AUTH, document);
  }

  private static Policy of(String head) {
    return policy("{\"Version\":\"2012-10-17\"" + head + STATEMENTS);
  }

  @Test
  void aMarkSaysWhoseItIs() {
    var marked = of("").withMark(ONE, SHOP);
    assertEquals(of(",\"Id\":\"" + Ownership.mark(ONE, SHOP) + "\""), marked);
    assertTrue(marked.marked(ONE, SHOP));
    assertFalse(marked.marked(TWO, SHOP));
    assertFalse(marked.marked(ONE, Owner.network("other")));
    assertFalse(of("").marked(ONE, SHOP));
  }

  @Test
  void aMarkTakesThePlaceOfAnother() {
    var marked = of("").withMark(ONE, SHOP);
    assertEquals(marked, of(",\"Id\":\"a \\\" quote\"").withMark(ONE, SHOP));
    assertEquals(marked, of("").withMark(TWO, SHOP).withMark(ONE, SHOP));
    assertEquals(marked, marked.withMark(ONE, SHOP));
  }

  @Test
  void whoseItIsDoesNotMatterForWhatItSays() {
    assertTrue(of("").satisfiedBy(of("").withMark(TWO, SHOP)));
    assertTrue(of(",\"Id\":\"mine\"").satisfiedBy(of("")));
    assertFalse(of("").satisfiedBy(policy("{\"Version\":\"2008-10-17\"" + STATEMENTS)));
    assertFalse(of("").satisfiedBy(new Policy(Role.service(), Type.AUTH, of("").document())));
    assertFalse(of("").satisfiedBy(policy("no JSON")));
  }

  @Test
  void whatLooksLikeAMarkInsideIsNone() {
    var inside = of(",\"Statement\":[\"Id\\\":\\\"" + Ownership.mark(ONE, SHOP) + "\"]");
    assertFalse(inside.marked(ONE, SHOP));
  }
}
