package io.latticeoperator.simulator.lattice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTextTest {
  private static final Settings QUICK = Settings.quick();

  static Stream<Settings> profiles() {
    return Stream.of(Settings.quick(), Settings.aws(), Settings.instant());
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void whatIsWrittenReadsBackOverAnything(Settings settings) {
    for (var over : profiles().toList()) {
      assertEquals(settings, valid(SettingsText.read(SettingsText.write(settings), over)));
    }
  }

  @Test
  void anySettingsReadBack() {
    var random = new Random(11);
    for (int round = 0; round < 300; round++) {
      var settings = (Settings) any(Settings.class, random);
      var text = SettingsText.write(settings);
      assertEquals(
          settings, valid(SettingsText.read(text, QUICK.with(to -> to.quotas = Map.of()))));
    }
  }

  @Test
  void namesAreThoseOfTheComponents() {
    var set =
        valid(
            SettingsText.set(
                Map.of(
                    "draining", "10s",
                    "delays.serviceCreate", "5s",
                    "delays.serviceDelete", "1500ms",
                    "choices.noTargetStatus", "500",
                    "choices.deregisterUnknownFails", "false",
                    "healthCheckScale", "0.25",
                    "quotas.SERVICES", "10",
                    "account", "444455556666"),
                QUICK));
    assertEquals(Duration.ofSeconds(10), set.draining());
    assertEquals(Duration.ofSeconds(5), set.delays().serviceCreate());
    assertEquals(Duration.ofMillis(1500), set.delays().serviceDelete());
    assertEquals(QUICK.delays().targetGroupCreate(), set.delays().targetGroupCreate());
    assertEquals(500, set.choices().noTargetStatus());
    assertTrue(!set.choices().deregisterUnknownFails());
    assertEquals(0.25, set.healthCheckScale());
    assertEquals(10, set.quota(Quota.SERVICES, "us-east-1"));
    assertEquals(
        Quota.TARGET_GROUPS.byDefault("us-east-1"), set.quota(Quota.TARGET_GROUPS, "us-east-1"));
    assertEquals("444455556666", set.account());
  }

  @Test
  void jsonIsReadAsWell() {
    var text = "{\"draining\": \"3m\", \"quotas\": {\"SERVICES\": 7}, \"healthCheckScale\": 1}";
    var read = valid(SettingsText.read(text, QUICK));
    assertEquals(Duration.ofMinutes(3), read.draining());
    assertEquals(7, read.quota(Quota.SERVICES, "us-east-1"));
    assertEquals(1.0, read.healthCheckScale());
  }

  @Test
  void quotasThatAreNotNamedStay() {
    var over = QUICK.with(to -> to.quotas = Map.of(Quota.SERVICES, 3, Quota.SERVICE_NETWORKS, 4));
    var read = valid(SettingsText.read("quotas: {SERVICES: 5}", over));
    assertEquals(Map.of(Quota.SERVICES, 5, Quota.SERVICE_NETWORKS, 4), read.quotas());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "# nothing but a remark\n", "{}", "null"})
  void anEmptyFileChangesNothing(String text) {
    assertEquals(QUICK, valid(SettingsText.read(text, QUICK)));
  }

  @Test
  void aFileOfSomeValuesReadsAsThoseValues() {
    var values = Map.of("delays.serviceCreate", "7s", "choices.noTargetStatus", "500");
    assertEquals(
        valid(SettingsText.set(values, QUICK)),
        valid(SettingsText.read(SettingsText.write(new TreeMap<>(values)), QUICK)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "drainin | 1s | drainin: there is no such setting; there are account, partition, delays",
        "delays.service | 1s | delays.service: there is no such setting; there are delays.serviceCreate",
        "draining | 10 | draining: '10' is not a time such as 400ms, 2s, 1m or 1h",
        "draining | -1s | draining: '-1s' is not a time",
        "draining | 99999999999999999999s | draining: '99999999999999999999s' is not a time",
        "draining.x | 1s | draining: one value is wanted here",
        "delays | 1s | delays: names with values are wanted here",
        "quotas | 10 | quotas: names with values are wanted here",
        "quotas.SERVICE | 10 | quotas.SERVICE: there is no such setting; there are quotas.SERVICE_NETWORKS",
        "quotas.SERVICES | many | quotas.SERVICES: 'many' is not a whole number from 0 to 2147483647",
        "quotas.SERVICES | -1 | quotas.SERVICES: '-1' is not a whole number",
        "choices.noTargetStatus | 2147483648 | choices.noTargetStatus: '2147483648' is not a whole",
        "choices.deregisterUnknownFails | yes | 'yes' is not true or false",
        "healthCheckScale | NaN | healthCheckScale: 'NaN' is not a number from 0 on",
        "healthCheckScale | -0.5 | healthCheckScale: '-0.5' is not a number from 0 on",
      })
  void whatIsWrongIsNamedWithWhatIsAllowed(String name, String value, String problem) {
    var problems = invalid(SettingsText.set(Map.of(name, value), QUICK));
    assertEquals(1, problems.size(), problems.toString());
    assertTrue(problems.getFirst().contains(problem), problems.getFirst());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "account: 111122223333 | account: 111122223333 must be in quotes",
        "- draining | settings: names with values are wanted here",
        "draining | settings: names with values are wanted here",
        "{draining: 1s | neither YAML nor JSON: line 1",
        "draining: 1s\\ndraining: 2s | neither YAML nor JSON: ",
        "draining: null | draining: one value is wanted here",
        "draining: [1s] | draining: one value is wanted here",
      })
  void aFileThatIsWrongIsToldSo(String text, String problem) {
    var problems = invalid(SettingsText.read(text.replace("\\n", "\n"), QUICK));
    assertTrue(problems.getFirst().contains(problem), problems.toString());
  }

  @Test
  void twoNamesForOnePlaceAreRefused() {
    var values = new TreeMap<>(Map.of("delays", "1s", "delays.serviceCreate", "2s"));
    assertTrue(
        invalid(SettingsText.set(values, QUICK)).getFirst().contains("delays.serviceCreate"));
  }

  @Test
  void allProblemsAreToldAtOnce() {
    assertEquals(
        3, invalid(SettingsText.read("{a: 1, draining: x, delays: {b: 1}}", QUICK)).size());
  }

  private static Settings valid(SettingsReading reading) {
    return assertInstanceOf(SettingsReading.Valid.class, reading, reading::toString).settings();
  }

  private static List<String> invalid(SettingsReading reading) {
    return assertInstanceOf(SettingsReading.Invalid.class, reading, reading::toString).problems();
  }

  /** Any value that a component of that type may have. */
  private static Object any(Type type, Random random) {
    if (type instanceof ParameterizedType map) {
      var values = new TreeMap<Object, Object>();
      for (int count = random.nextInt(4); count > 0; count--) {
        values.put(
            any(map.getActualTypeArguments()[0], random),
            any(map.getActualTypeArguments()[1], random));
      }
      return values;
    }
    var plain = (Class<?>) type;
    if (plain.isRecord()) {
      return anyRecord(plain, random);
    } else if (plain.isEnum()) {
      var constants = plain.getEnumConstants();
      return constants[random.nextInt(constants.length)];
    } else if (plain == Duration.class) {
      long number = random.nextInt(100_000);
      return List.of(
              Duration.ofNanos(number), Duration.ofMillis(number), Duration.ofSeconds(number))
          .get(random.nextInt(3));
    } else if (plain == boolean.class) {
      return random.nextBoolean();
    } else if (plain == double.class || plain == Double.class) {
      return random.nextDouble() * 10;
    } else if (plain == long.class || plain == Long.class) {
      return random.nextLong(Long.MAX_VALUE);
    } else if (plain == String.class) {
      return List.of("111122223333", "000000000017", "aws", "a: b", "true", "", "0x1F", "~")
          .get(random.nextInt(8));
    }
    return random.nextInt(600);
  }

  private static Object anyRecord(Class<?> type, Random random) {
    var components = type.getRecordComponents();
    var values =
        Arrays.stream(components).map(each -> any(each.getGenericType(), random)).toArray();
    try {
      return type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new))
          .newInstance(values);
    } catch (ReflectiveOperationException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
