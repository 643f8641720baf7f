package io.latticeoperator.cloud.aws;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.useragent.BusinessMetricFeatureId;
import software.amazon.awssdk.profiles.ProfileFileSupplier;

/**
 * The SDK's own chain of credentials, which says that there are none by an exception that can be
 * told apart from a call that failed.
 */
final class Credentials implements AwsCredentialsProvider, AutoCloseable {
  private static final String FEATURE = "CREDENTIALS_";
  private static final String HOW =
      "no usable AWS credentials: set AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE, or AWS_PROFILE,"
          + " or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. ";

  /** Left to itself the chain reads files once: keys that are exchanged would never be seen. */
  private final DefaultCredentialsProvider chain =
      DefaultCredentialsProvider.builder()
          .profileFile(ProfileFileSupplier.defaultSupplier())
          .build();

  @Override
  public AwsCredentials resolveCredentials() {
    try {
      return chain.resolveCredentials();
    } catch (SdkException none) {
      throw new CredentialsUnavailable(HOW + none.rawMessage(), none);
    }
  }

  /**
   * Which credentials are in use and which link of the chain they are from, or why there are none.
   */
  String describe() {
    try {
      var credentials = resolveCredentials();
      return "credentials %s from %s"
          .formatted(
              credentials.accessKeyId(),
              credentials.providerName().flatMap(Credentials::words).orElse("an unnamed provider"));
    } catch (CredentialsUnavailable none) {
      return none.rawMessage();
    }
  }

  /** The SDK names providers by the codes of its user agent, separated by commas. */
  private static Optional<String> words(String codes) {
    var words =
        Arrays.stream(codes.split(",", -1))
            .flatMap(
                code ->
                    Arrays.stream(BusinessMetricFeatureId.values())
                        .filter(feature -> feature.value().equals(code)))
            .map(Enum::name)
            .filter(name -> name.startsWith(FEATURE))
            .map(name -> name.substring(FEATURE.length()).toLowerCase(Locale.ROOT))
            .map(name -> name.replace('_', ' '))
            .collect(Collectors.joining(", "));
    return words.isEmpty() ? Optional.empty() : Optional.of(words);
  }

  @Override
  public void close() {
    chain.close();
  }
}
