package io.latticeoperator.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Draws the body of a dashboard about as the console does, with data from the simulator. */
final class Picture {
  private static final int COLUMN = 52;
  private static final int ROW = 38;
  private static final int GAP = 6;
  private static final int PAD = 10;
  private static final int TITLE = 24;
  private static final int LINE = 15;
  private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
  private static final Font BOLD = new Font(Font.SANS_SERIF, Font.BOLD, 12);
  private static final Font HEADING = new Font(Font.SANS_SERIF, Font.BOLD, 17);
  private static final Color INK = new Color(0x16191f);
  private static final Color PALE = new Color(0x687078);
  private static final Color GRID = new Color(0xe4e7ea);
  private static final Color PAGE = new Color(0xf2f3f3);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);

  /** In the order in which the console gives them to lines. */
  private static final List<Integer> PALETTE =
      List.of(
          0x1f77b4, 0xff7f0e, 0x2ca02c, 0xd62728, 0x9467bd, 0x8c564b, 0xe377c2, 0x7f7f7f, 0xbcbd22,
          0x17becf);

  private final WidgetData data;
  private final Insights insights;
  private final long from;
  private final long until;

  /**
   * @param from seconds since 1970 at the left of graphs
   * @param until seconds since 1970 at the right of graphs
   */
  Picture(WidgetData data, Insights insights, Instant from, Instant until) {
    this.data = data;
    this.insights = insights;
    this.from = from.getEpochSecond();
    this.until = until.getEpochSecond();
  }

  BufferedImage of(JsonNode body) {
    int rows = 0;
    for (var widget : body.get("widgets")) {
      rows = Math.max(rows, widget.get("y").asInt() + widget.get("height").asInt());
    }
    var image = new BufferedImage(24 * COLUMN + GAP, rows * ROW + GAP, BufferedImage.TYPE_INT_RGB);
    var g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setColor(PAGE);
    g.fillRect(0, 0, image.getWidth(), image.getHeight());
    for (var widget : body.get("widgets")) {
      widget(g, widget);
    }
    g.dispose();
    return indexed(image);
  }

  /** With the 256 colours that are there most: a file a third as large. */
  private static BufferedImage indexed(BufferedImage image) {
    var counts = new HashMap<Integer, Integer>();
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    for (int pixel : pixels) {
      counts.merge(pixel, 1, Integer::sum);
    }
    int[] kept =
        counts.entrySet().stream()
            .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
            .limit(256)
            .mapToInt(Map.Entry::getKey)
            .toArray();
    var model = new IndexColorModel(8, kept.length, kept, 0, false, -1, DataBuffer.TYPE_BYTE);
    var small =
        new BufferedImage(
            image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
    var nearest = new HashMap<Integer, Integer>();
    for (int i = 0; i < pixels.length; i++) {
      int index = nearest.computeIfAbsent(pixels[i], pixel -> nearest(pixel, kept));
      small.getRaster().setSample(i % image.getWidth(), i / image.getWidth(), 0, index);
    }
    return small;
  }

  private static int nearest(int pixel, int[] kept) {
    int best = 0;
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < kept.length; i++) {
      int distance = 0;
      for (int shift = 0; shift <= 16; shift += 8) {
        int difference = ((pixel >> shift) & 255) - ((kept[i] >> shift) & 255);
        distance += difference * difference;
      }
      if (distance < least) {
        least = distance;
        best = i;
      }
    }
    return best;
  }

  /** Where something is drawn, in pixels. */
  private record Box(int x, int y, int width, int height) {
    int bottom() {
      return y + height;
    }

    int right() {
      return x + width;
    }
  }

  private void widget(Graphics2D page, JsonNode widget) {
    var box =
        new Box(
            widget.get("x").asInt() * COLUMN + GAP,
            widget.get("y").asInt() * ROW + GAP,
            widget.get("width").asInt() * COLUMN - GAP,
            widget.get("height").asInt() * ROW - GAP);
    var g = (Graphics2D) page.create();
    g.setColor(Color.WHITE);
    g.fillRect(box.x(), box.y(), box.width(), box.height());
    g.setColor(new Color(0xd5dbdb));
    g.drawRect(box.x(), box.y(), box.width() - 1, box.height() - 1);
    g.clipRect(box.x(), box.y(), box.width(), box.height());
    var properties = widget.get("properties");
    switch (widget.get("type").asText()) {
      case "text" -> markdown(g, box, properties.get("markdown").asText());
      case "metric" -> graph(g, titled(g, box, properties), properties);
      case "log" -> log(g, titled(g, box, properties), properties);
      default -> throw new AssertionError(widget);
    }
    g.dispose();
  }

  private static Box titled(Graphics2D g, Box box, JsonNode properties) {
    g.setColor(INK);
    g.setFont(BOLD);
    g.drawString(properties.get("title").asText(), box.x() + PAD, box.y() + 18);
    return new Box(
        box.x() + PAD, box.y() + TITLE, box.width() - 2 * PAD, box.height() - TITLE - PAD / 2);
  }

  private static void markdown(Graphics2D g, Box box, String markdown) {
    int y = box.y() + 6;
    for (var line : markdown.split("\n")) {
      boolean heading = line.startsWith("## ");
      g.setFont(heading ? HEADING : TEXT);
      g.setColor(INK);
      y += heading ? 20 : 18;
      g.drawString(heading ? line.substring(3) : line, box.x() + PAD, line.isEmpty() ? y -= 10 : y);
    }
  }

  private void graph(Graphics2D g, Box box, JsonNode properties) {
    var lines = data.lines(properties);
    var colors = new ArrayList<Color>();
    for (int i = 0; i < lines.size(); i++) {
      var color = lines.get(i).color();
      colors.add(color == null ? new Color(PALETTE.get(i % PALETTE.size())) : Color.decode(color));
    }
    int legend = legend(g, box, lines, colors, false);
    var plot = new Box(box.x() + 34, box.y() + 20, box.width() - 36, box.height() - legend - 38);
    boolean stacked = properties.get("stacked").asBoolean();
    double top = nice(1.04 * (stacked ? highestSum(lines) : highest(lines)));
    axes(g, plot, top, properties.at("/yAxis/left/label").asText());
    var base = new TreeMap<Long, Double>();
    for (int i = 0; i < lines.size(); i++) {
      curve(g, plot, lines.get(i), colors.get(i), top, stacked ? base : null);
    }
    legend(g, box, lines, colors, true);
  }

  private static double highest(List<WidgetData.Line> lines) {
    return lines.stream().mapToDouble(WidgetData.Line::highest).max().orElse(0);
  }

  private static double highestSum(List<WidgetData.Line> lines) {
    var sums = new TreeMap<Long, Double>();
    lines.forEach(line -> line.points().forEach((at, value) -> sums.merge(at, value, Double::sum)));
    return sums.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }

  /** The next number that people would put at the top of an axis. */
  private static double nice(double highest) {
    if (highest <= 0) {
      return 1;
    }
    double power = Math.pow(10, Math.floor(Math.log10(highest)));
    for (double factor : new double[] {1, 1.5, 2, 3, 4, 5, 8, 10}) {
      if (highest <= factor * power) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private void axes(Graphics2D g, Box plot, double top, String label) {
    g.setFont(TEXT);
    for (int i = 0; i <= 2; i++) {
      int y = plot.bottom() - plot.height() * i / 2;
      g.setColor(GRID);
      g.drawLine(plot.x(), y, plot.right(), y);
      g.setColor(PALE);
      var number = number(top * i / 2);
      g.drawString(number, plot.x() - 5 - g.getFontMetrics().stringWidth(number), y + 4);
    }
    g.drawString(label, plot.x() - 34, plot.y() - 10);
    long step = (until - from) / 4;
    for (int i = 0; i <= 4; i++) {
      var text = CLOCK.format(Instant.ofEpochSecond(from + i * step));
      int width = g.getFontMetrics().stringWidth(text);
      int x = plot.x() + plot.width() * i / 4 - (i == 4 ? width : i == 0 ? 0 : width / 2);
      g.drawString(text, x, plot.bottom() + 14);
    }
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private void curve(
      Graphics2D g,
      Box plot,
      WidgetData.Line line,
      Color color,
      double top,
      @Nullable TreeMap<Long, Double> base) {
    var path = new Path2D.Double();
    var under = new ArrayList<double[]>();
    long before = 0;
    for (var point : line.points().entrySet()) {
      double below = base == null ? 0 : base.getOrDefault(point.getKey(), 0.0);
      double x = plot.x() + plot.width() * (point.getKey() - from) / (double) (until - from);
      double y = plot.bottom() - plot.height() * (below + point.getValue()) / top;
      if (point.getKey() - before > 60) {
        path.moveTo(x, y);
        dot(g, color, x, y);
      } else {
        path.lineTo(x, y);
      }
      under.add(new double[] {x, plot.bottom() - plot.height() * below / top});
      before = point.getKey();
      if (base != null) {
        base.merge(point.getKey(), point.getValue(), Double::sum);
      }
    }
    if (base != null && !under.isEmpty()) {
      var area = (Path2D) path.clone();
      under.reversed().forEach(p -> area.lineTo(p[0], p[1]));
      area.closePath();
      g.setColor(mixed(color));
      g.fill(area);
    }
    g.setColor(color);
    g.setStroke(new BasicStroke(1.4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(path);
  }

  private static void dot(Graphics2D g, Color color, double x, double y) {
    g.setColor(color);
    g.fill(new Ellipse2D.Double(x - 1.5, y - 1.5, 3, 3));
  }

  private static Color mixed(Color color) {
    return new Color(
        (color.getRed() + 2 * 255) / 3,
        (color.getGreen() + 2 * 255) / 3,
        (color.getBlue() + 2 * 255) / 3);
  }

  /** Draws the legend at the bottom, or only tells how high it is. */
  private static int legend(
      Graphics2D g, Box box, List<WidgetData.Line> lines, List<Color> colors, boolean drawn) {
    g.setFont(TEXT);
    int rows = 1;
    int x = 0;
    var places = new ArrayList<int[]>();
    for (var line : lines) {
      int width = g.getFontMetrics().stringWidth(line.label()) + 26;
      if (x > 0 && x + width > box.width()) {
        rows++;
        x = 0;
      }
      places.add(new int[] {x, rows});
      x += width;
    }
    // as in the console, what does not fit is scrolled to
    int shown = Math.min(rows, 3);
    for (int i = 0; drawn && i < lines.size(); i++) {
      if (places.get(i)[1] <= shown) {
        int left = box.x() + places.get(i)[0];
        int y = box.bottom() - (shown - places.get(i)[1]) * LINE - 4;
        g.setColor(colors.get(i));
        g.fillRect(left, y - 8, 9, 9);
        g.setColor(INK);
        g.drawString(lines.get(i).label(), left + 13, y);
      }
    }
    return shown * LINE;
  }

  private void log(Graphics2D g, Box box, JsonNode properties) {
    var rows = insights.rows(properties.get("query").asText());
    if (properties.get("view").asText().equals("bar")) {
      bars(g, box, rows);
    } else {
      table(g, box, rows);
    }
  }

  private static void bars(Graphics2D g, Box box, List<Map<String, String>> rows) {
    double most =
        rows.stream()
            .mapToDouble(row -> Double.parseDouble(List.copyOf(row.values()).getLast()))
            .max()
            .orElse(1);
    int step = box.width() / Math.max(1, rows.size());
    g.setFont(TEXT);
    for (int i = 0; i < rows.size(); i++) {
      var values = List.copyOf(rows.get(i).values());
      int full = box.height() - 40;
      int height = (int) Math.ceil(full * Double.parseDouble(values.getLast()) / most);
      int x = box.x() + i * step + step / 4;
      g.setColor(new Color(PALETTE.getFirst()));
      g.fillRect(x, box.bottom() - 20 - height, step / 2, height);
      g.setColor(INK);
      center(g, values.getFirst(), x + step / 4, box.bottom() - 6);
      center(g, values.getLast(), x + step / 4, box.bottom() - 25 - height);
    }
  }

  private static void center(Graphics2D g, String text, int x, int y) {
    g.drawString(text, x - g.getFontMetrics().stringWidth(text) / 2, y);
  }

  private static void table(Graphics2D g, Box box, List<Map<String, String>> rows) {
    g.setFont(TEXT);
    if (rows.isEmpty()) {
      g.setColor(PALE);
      center(g, "No data", box.x() + box.width() / 2, box.y() + box.height() / 2);
      return;
    }
    var columns = List.copyOf(rows.getFirst().keySet());
    var widths = new ArrayList<Integer>();
    int all = 0;
    for (var column : columns) {
      int width = g.getFontMetrics().stringWidth(column);
      for (var row : rows) {
        width = Math.max(width, g.getFontMetrics().stringWidth(row.getOrDefault(column, "")));
      }
      widths.add(width + 16);
      all += width + 16;
    }
    int spare = Math.max(0, (box.width() - all) / columns.size());
    int x = box.x();
    for (int c = 0; c < columns.size(); c++) {
      int y = box.y() + 12;
      g.setColor(PALE);
      g.drawString(columns.get(c), x, y);
      g.setColor(INK);
      for (var row : rows) {
        y += LINE + 2;
        g.drawString(row.getOrDefault(columns.get(c), ""), x, y);
      }
      x += widths.get(c) + spare;
    }
    g.setColor(GRID);
    g.drawLine(box.x(), box.y() + 17, box.right(), box.y() + 17);
  }
}
