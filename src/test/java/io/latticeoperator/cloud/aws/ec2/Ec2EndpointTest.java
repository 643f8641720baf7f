package io.latticeoperator.cloud.aws.ec2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.endpoints.Ec2EndpointProvider;

/** EC2 is where the SDK's own client looks for it. */
class Ec2EndpointTest {
  private static final String FIPS = "aws.useFipsEndpoint";
  private static final String DUAL_STACK = "aws.useDualstackEndpoint";
  private static final String ALL = "aws.endpointUrl";
  private static final String EC2 = "aws.endpointUrlEc2";

  @AfterEach
  void forget() {
    for (var name : new String[] {FIPS, DUAL_STACK, ALL, EC2}) {
      System.clearProperty(name);
    }
  }

  @ParameterizedTest
  @CsvSource({"false, false", "true, false", "false, true"})
  void isWhereTheSdkSaysInEveryRegion(boolean fips, boolean dualStack) {
    System.setProperty(FIPS, Boolean.toString(fips));
    System.setProperty(DUAL_STACK, Boolean.toString(dualStack));
    for (var region : Region.regions()) {
      // Isolated partitions have no dual stack: the SDK's two sources of endpoints differ in them.
      boolean isolated = region.metadata().partition().id().startsWith("aws-iso");
      if (!region.isGlobalRegion() && !(dualStack && isolated)) {
        assertEquals(sdks(region, fips, dualStack), Ec2Endpoint.of(region, null), region.id());
      }
    }
  }

  private static URI sdks(Region region, boolean fips, boolean dualStack) {
    return Ec2EndpointProvider.defaultProvider()
        .resolveEndpoint(each -> each.region(region).useFips(fips).useDualStack(dualStack))
        .join()
        .url();
  }

  @Test
  void theMostSpecialSettingWins() {
    System.setProperty(ALL, "http://all.example:1");
    assertEquals("http://all.example:1", told(null));
    System.setProperty(EC2, "http://ec2.example:2");
    assertEquals("http://ec2.example:2", told(null));
    assertEquals("http://given.example:3", told(URI.create("http://given.example:3")));
  }

  private static String told(@Nullable URI override) {
    return Ec2Endpoint.of(Region.EU_CENTRAL_1, override).toString();
  }
}
