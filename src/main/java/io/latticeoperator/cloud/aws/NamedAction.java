package io.latticeoperator.cloud.aws;

import io.latticeoperator.cloud.ErrorCodes;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Puts the IAM action of a refused call into the message of the refusal, where AWS's own words do
 * not name one.
 *
 * @param service its prefix in IAM actions, such as {@code ec2}
 */
record NamedAction(String service) implements ExecutionInterceptor {
  @Override
  public Throwable modifyException(
      Context.FailedExecution context, ExecutionAttributes attributes) {
    if (!(context.exception() instanceof AwsServiceException answer)
        || answer.awsErrorDetails() == null
        || answer.awsErrorDetails().errorMessage() == null) {
      return context.exception();
    }
    var details = answer.awsErrorDetails();
    var action = service + ":" + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    var named = ErrorCodes.naming(details.errorCode(), details.errorMessage(), action);
    return named.equals(details.errorMessage())
        ? answer
        : answer.toBuilder()
            .awsErrorDetails(details.toBuilder().errorMessage(named).build())
            .build();
  }
}
