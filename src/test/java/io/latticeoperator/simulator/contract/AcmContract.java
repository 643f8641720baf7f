package io.latticeoperator.simulator.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.latticeoperator.aws.Aws;
import org.junit.jupiter.api.Test;

abstract class AcmContract extends StockContract {
  private static final String ACM =
      """
      import time
      acm = client('acm')
      domain = 'x' + uuid.uuid4().hex[:12] + '.example'
      def request(**more):
          return acm.request_certificate(DomainName=domain, ValidationMethod='DNS', **more)[
              'CertificateArn']
      def described(arn):
          return acm.describe_certificate(CertificateArn=arn)['Certificate']
      """;

  AcmContract(Aws aws) {
    super(aws);
  }

  @Test
  void aCertificateIsRequestedIssuedAndDeleted() {
    assertEquals(
        """
        PENDING_VALIDATION AMAZON_ISSUED RSA-2048 True CNAME True
        True
        [{'Key': 'team', 'Value': 'a'}]
        ResourceNotFoundException 400
        """,
        stock.boto(
            ACM
                + """
                arn = request(Tags=[{'Key': 'team', 'Value': 'a'}], IdempotencyToken='one',
                    SubjectAlternativeNames=['www.' + domain])
                found = described(arn)
                record = found['DomainValidationOptions'][0]['ResourceRecord']
                print(found['Status'], found['Type'], found['KeyAlgorithm'],
                    'www.' + domain in found['SubjectAlternativeNames'], record['Type'],
                    record['Value'].endswith('.acm-validations.aws.'))
                print(arn in [c['CertificateArn'] for p in
                    acm.get_paginator('list_certificates').paginate()
                    for c in p['CertificateSummaryList']])
                print(acm.list_tags_for_certificate(CertificateArn=arn)['Tags'])
                acm.delete_certificate(CertificateArn=arn)
                print(refused(acm.describe_certificate, CertificateArn=arn))
                """));
  }

  @Test
  void aRequestIsGrantedAfterAWhileAndInvalidOnesAreNot() {
    account.assumeNot(
        Aws.LOCALSTACK, "certificates stay PENDING_VALIDATION, and it has no VPC Lattice");
    assertEquals(
        """
        True
        ISSUED True
        ValidationException 400
        InvalidArnException 400
        ValidationException 400
        ResourceInUseException 400
        """,
        stock.boto(
            ACM
                + """
                arn = request(IdempotencyToken='two')
                print(request(IdempotencyToken='two') == arn)
                for i in range(100):
                    if described(arn)['Status'] == 'ISSUED':
                        break
                    time.sleep(0.05)
                print(described(arn)['Status'], 'NotAfter' in described(arn))
                print(refused(acm.request_certificate, DomainName='no domain'))
                print(refused(acm.describe_certificate, CertificateArn='arn:aws:s3:::not-of-acm'))
                print(refused(acm.import_certificate, Certificate=b'x', PrivateKey=b'y'))
                client('vpc-lattice').create_service(name='shop', customDomainName=domain,
                    certificateArn=arn)
                print(refused(acm.delete_certificate, CertificateArn=arn))
                """));
  }

  @Test
  void anImportedCertificateTellsWhatIsInIt() {
    assertEquals(
        """
        ISSUED IMPORTED shop.example.com RSA-2048
        """,
        stock.boto(
            ACM
                + """
                import subprocess, tempfile, os
                with tempfile.TemporaryDirectory() as d:
                    key, crt = os.path.join(d, 'key'), os.path.join(d, 'crt')
                    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes',
                        '-keyout', key, '-out', crt, '-days', '30', '-subj',
                        '/CN=shop.example.com'], check=True, capture_output=True)
                    arn = acm.import_certificate(Certificate=open(crt, 'rb').read(),
                        PrivateKey=open(key, 'rb').read())['CertificateArn']
                found = described(arn)
                print(found['Status'], found['Type'], found['DomainName'], found['KeyAlgorithm'])
                acm.delete_certificate(CertificateArn=arn)
                """));
  }
}
