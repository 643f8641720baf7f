package io.latticeoperator.simulator.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.latticeoperator.aws.Aws;
import org.junit.jupiter.api.Test;

abstract class StsContract extends StockContract {
  private static final String STS =
      """
      import datetime
      sts = client('sts')
      def role(**more):
          return dict(dict(RoleArn='arn:aws:iam::444455556666:role/operator',
              RoleSessionName='session'), **more)
      def as_session(c):
          return boto3.client('sts', aws_access_key_id=c['AccessKeyId'],
              aws_secret_access_key=c['SecretAccessKey'], aws_session_token=c['SessionToken'])
      def minutes(c):
          now = datetime.datetime.now(datetime.timezone.utc)
          return round((c['Expiration'] - now).total_seconds() / 60)
      """;

  StsContract(Aws aws) {
    super(aws);
  }

  @Test
  void whoTakesARoleIsThatRolesSession() {
    assertEquals(
        """
        True
        True 15
        444455556666 arn:aws:sts::444455556666:assumed-role/operator/session
        444455556666 arn:aws:sts::444455556666:assumed-role/operator/session
        60
        """,
        stock.boto(
            STS
                + """
                print(sts.get_caller_identity()['Account'] == account)
                token = '.'.join(['eyJhbGciOiJub25lIn0', 'eyJzdWIiOiJwb2QifQ', 'c2ln'])
                web = sts.assume_role_with_web_identity(**role(WebIdentityToken=token,
                    DurationSeconds=900))
                print(web['Credentials']['AccessKeyId'].startswith('ASIA')
                    or web['Credentials']['AccessKeyId'].startswith('LSIA'),
                    minutes(web['Credentials']))
                assumed = sts.assume_role(**role())
                for taken in web, assumed:
                    me = as_session(taken['Credentials']).get_caller_identity()
                    print(me['Account'], me['Arn'])
                session = sts.get_session_token(DurationSeconds=3600)['Credentials']
                print(minutes(session))
                """));
  }

  @Test
  void aUsersSessionIsTheUserAndWhatIsInvalidIsRefused() {
    account.assumeNot(Aws.LOCALSTACK, "it refuses next to nothing, and a session is root");
    assertEquals(
        """
        True
        ValidationError 400
        ValidationError 400
        ValidationError 400
        InvalidIdentityToken 400
        InvalidAction 400
        """,
        stock.boto(
            STS
                + """
                session = sts.get_session_token()['Credentials']
                print(as_session(session).get_caller_identity()['Arn']
                    == sts.get_caller_identity()['Arn'])
                print(refused(sts.assume_role, **role(RoleArn='arn:aws:iam::444455556666:user/a')))
                print(refused(sts.assume_role, **role(RoleSessionName='no blanks')))
                print(refused(sts.assume_role, **role(DurationSeconds=60)))
                print(refused(sts.assume_role_with_web_identity, **role(WebIdentityToken=' ')))
                print(refused(sts.get_federation_token, Name='someone'))
                """));
  }

  @Test
  void theNameOfASessionHasTwoTo64Characters() {
    account.assumeNot(Aws.LOCALSTACK, "it takes any name");
    assertEquals(
        """
        Member must have length greater than or equal to 2
        Member must have length less than or equal to 64
        Member must satisfy regular expression pattern: [\\w+=,.@-]*
        """,
        stock.boto(
            STS
                + """
                for name in 's', 's' * 65, 'no blanks':
                    try:
                        sts.assume_role(**role(RoleSessionName=name))
                    except ClientError as e:
                        print(e.response['Error']['Message'].split('constraint: ')[1])
                """));
  }
}
