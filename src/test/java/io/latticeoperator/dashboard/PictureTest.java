package io.latticeoperator.dashboard;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Draws the pictures of docs/dashboards.md. Only on request, for fonts are not the same everywhere:
 * {@code ./mvnw test -Dtest=PictureTest -Dpictures=docs/images}.
 */
@EnabledIfSystemProperty(named = "pictures", matches = ".+")
class PictureTest {
  private static final int LARGEST = 150_000;

  @Test
  void dashboardsAreDrawnFromTheirBodies() throws IOException {
    var shop = new Shop();
    var from = shop.time.now();
    shop.live(180);
    var until = from.plus(Duration.ofMinutes(180));
    var folder = Files.createDirectories(Path.of(System.getProperty("pictures")));
    var picture =
        new Picture(
            new WidgetData(shop.cloudWatch, from, until), new Insights(shop.logs), from, until);
    for (var subject : new Subject[] {shop.network(), shop.export()}) {
      var body = new ObjectMapper().readTree(DashboardBody.of(subject, "d", false).body());
      var file = folder.resolve("dashboard-" + subject.title() + ".png");
      assertTrue(ImageIO.write(picture.of(body), "png", file.toFile()), file.toString());
      assertTrue(Files.size(file) < LARGEST, file + " has " + Files.size(file) + " bytes");
    }
  }
}
