package io.latticeoperator.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class RealAccountTest {
  private static final String ACTUAL = "111122223333";

  @Test
  void theAccountThatIsNamedMayBeWrittenTo() {
    assertEquals(ACTUAL, RealAccount.allowed(ACTUAL, ACTUAL));
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"true", "444455556666", "1111-2222-3333"})
  void noOtherMay(@Nullable String named) {
    var refused =
        assertThrows(IllegalStateException.class, () -> RealAccount.allowed(named, ACTUAL));
    assertTrue(refused.getMessage().startsWith(RealAccount.ALLOWED), refused.getMessage());
  }
}
