package io.latticeoperator.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logging, configured by program: no file to ship, none that can be missing. Everything goes to
 * standard error, so that standard output stays a command's own.
 */
public final class Logging {
  private static final String OURS = "io.latticeoperator";

  /** Warns of each kind whose version is an alpha, such as our own. */
  private static final String VERSION_NAG =
      "io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils";

  private Logging() {}

  /**
   * Sets level and format of the whole process, whatever they were. Libraries say less than we do:
   * only warnings, unless the level is debug or finer.
   */
  public static void configure(RunConfig.Log settings) {
    configure((LoggerContext) LoggerFactory.getILoggerFactory(), settings);
  }

  static void configure(LoggerContext context, RunConfig.Log settings) {
    context.reset();

    var appender = new ConsoleAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(encoder(context, settings.format()));
    appender.start();

    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
    root.setLevel(
        switch (settings.level()) {
          case ERROR -> Level.ERROR;
          case WARN, INFO -> Level.WARN;
          case DEBUG, TRACE -> Level.INFO;
        });
    context.getLogger(VERSION_NAG).setLevel(Level.ERROR);
    context.getLogger(OURS).setLevel(Level.toLevel(settings.level().name()));
  }

  private static Encoder<ILoggingEvent> encoder(
      LoggerContext context, RunConfig.Log.Format format) {
    return switch (format) {
      case TEXT -> {
        var text = new PatternLayoutEncoder();
        text.setContext(context);
        text.setPattern("%d{HH:mm:ss.SSS} %-5level %logger{0} %msg%n");
        text.start();
        yield text;
      }
      case JSON -> {
        var json = new JsonEncoder();
        json.setContext(context);
        json.setWithMessage(false);
        json.setWithFormattedMessage(true);
        json.setWithArguments(false);
        json.setWithContext(false);
        json.setWithSequenceNumber(false);
        json.setWithNanoseconds(false);
        json.start();
        yield json;
      }
    };
  }
}
