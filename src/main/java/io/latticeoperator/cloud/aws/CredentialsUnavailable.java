package io.latticeoperator.cloud.aws;

import software.amazon.awssdk.core.exception.SdkClientException;

/** A call was not sent because there is nothing to sign it with. */
final class CredentialsUnavailable extends SdkClientException {
  private static final long serialVersionUID = 1;

  CredentialsUnavailable(String message, Throwable cause) {
    super(SdkClientException.builder().message(message).cause(cause));
  }
}
