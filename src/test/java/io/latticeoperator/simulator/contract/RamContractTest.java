package io.latticeoperator.simulator.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.aws.SimulatedAccount;
import io.latticeoperator.aws.StockClient;
import io.latticeoperator.simulator.ram.ResourceShares;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** For the simulator alone: LocalStack has no RAM, and two accounts are needed. */
@Tag("aws-cli")
class RamContractTest {
  private static final String OTHER = "444455556666";
  private static final String ARN =
      "arn:aws:vpc-lattice:eu-central-1:111122223333:service/svc-0123456789abcdef0";

  private static final String SHARE =
      """
      import time
      ram = client('ram')
      them = client('ram', '444455556666')
      arn = 'arn:aws:vpc-lattice:eu-central-1:111122223333:service/svc-0123456789abcdef0'
      share = ram.create_resource_share(name='shop', resourceArns=[arn],
          principals=['444455556666'], tags=[{'key': 'team', 'value': 'a'}])['resourceShare']
      share_arn = share['resourceShareArn']
      def statuses(kind):
          found = ram.get_resource_share_associations(associationType=kind,
              resourceShareArns=[share_arn])['resourceShareAssociations']
          return [(a['status'], a['external']) for a in found]
      def settled(kind, status):
          for i in range(200):
              if [s for s, external in statuses(kind)] == [status]:
                  return status
              time.sleep(0.02)
          return statuses(kind)
      def invitation():
          return them.get_resource_share_invitations()['resourceShareInvitations'][0]
      """;

  private final ResourceShares shares = ResourceShares.withoutOrganization(1);

  @Test
  void outsideOfAnOrganizationAShareReachesWhoAccepts() {
    try (var account = new SimulatedAccount(shares)) {
      assertFalse(shares.reaches(ARN, OTHER));
      assertEquals(
          """
          ACTIVE True STANDARD
          ASSOCIATED
          [('ASSOCIATING', True)]
          PENDING shop 111122223333 [] []
          ['arn:aws:vpc-lattice:eu-central-1:111122223333:service/svc-0123456789abcdef0']
          ACCEPTED
          ASSOCIATED
          [('vpc-lattice:Service', 'AVAILABLE')] ['shop'] ['111122223333']
          ResourceShareInvitationAlreadyAcceptedException 400
          ResourceShareInvitationArnNotFoundException 400
          """,
          new StockClient(account)
              .boto(
                  SHARE
                      + """
                  print(share['status'], share['allowExternalPrincipals'], share['featureSet'])
                  print(settled('RESOURCE', 'ASSOCIATED'))
                  print(statuses('PRINCIPAL'))
                  i = invitation()
                  print(i['status'], i['resourceShareName'], i['senderAccountId'],
                      them.get_resource_shares(resourceOwner='OTHER-ACCOUNTS')['resourceShares'],
                      them.list_resources(resourceOwner='OTHER-ACCOUNTS')['resources'])
                  invited = i['resourceShareInvitationArn']
                  print([r['arn'] for r in them.list_pending_invitation_resources(
                      resourceShareInvitationArn=invited)['resources']])
                  print(them.accept_resource_share_invitation(resourceShareInvitationArn=invited)[
                      'resourceShareInvitation']['status'])
                  print(settled('PRINCIPAL', 'ASSOCIATED'))
                  print([(r['type'], r['status'])
                          for r in them.list_resources(resourceOwner='OTHER-ACCOUNTS')['resources']],
                      [s['name'] for s in them.get_resource_shares(
                          resourceOwner='OTHER-ACCOUNTS')['resourceShares']],
                      [p['id'] for p in them.list_principals(
                          resourceOwner='OTHER-ACCOUNTS')['principals']])
                  print(refused(them.accept_resource_share_invitation,
                      resourceShareInvitationArn=invited))
                  print(refused(ram.accept_resource_share_invitation,
                      resourceShareInvitationArn=invited))
                  """));
      assertTrue(shares.reaches(ARN, OTHER));
      assertFalse(shares.reaches(ARN, "777788889999"));
    }
  }

  @Test
  void withinAnOrganizationAShareReachesAtOnceOnceThatIsEnabled() {
    var organization = Set.of("111122223333", OTHER);
    var shares = new ResourceShares(organization, false, 1);
    try (var account = new SimulatedAccount(shares)) {
      assertEquals(
          """
          1
          True
          ASSOCIATED
          1
          OperationNotPermittedException 400
          """,
          new StockClient(account)
              .boto(
                  SHARE
                      + """
                  print(len(them.get_resource_share_invitations()['resourceShareInvitations']))
                  ram.delete_resource_share(resourceShareArn=share_arn)
                  print(ram.enable_sharing_with_aws_organization()['returnValue'])
                  share_arn = ram.create_resource_share(name='inside', resourceArns=[arn],
                      principals=['444455556666'], allowExternalPrincipals=False)[
                      'resourceShare']['resourceShareArn']
                  print(settled('PRINCIPAL', 'ASSOCIATED'))
                  settled('RESOURCE', 'ASSOCIATED')
                  print(len(them.get_resource_shares(resourceOwner='OTHER-ACCOUNTS')[
                      'resourceShares']))
                  print(refused(ram.associate_resource_share, resourceShareArn=share_arn,
                      principals=['777788889999']))
                  """));
      assertTrue(shares.reaches(ARN, OTHER));
    }
  }

  @Test
  void whatIsTakenOutOfAShareOrRejectedReachesNobody() {
    try (var account = new SimulatedAccount(shares)) {
      assertEquals(
          """
          REJECTED
          [('FAILED', True)]
          ASSOCIATED
          ['DISASSOCIATING']
          UnknownResourceException 400
          0
          True ['DELETED']
          UnknownResourceException 400
          """,
          new StockClient(account)
              .boto(
                  SHARE
                      + """
                  print(them.reject_resource_share_invitation(resourceShareInvitationArn=
                      invitation()['resourceShareInvitationArn'])['resourceShareInvitation']['status'])
                  print(statuses('PRINCIPAL'))
                  ram.associate_resource_share(resourceShareArn=share_arn,
                      principals=['444455556666'])
                  i = [i for i in them.get_resource_share_invitations()['resourceShareInvitations']
                      if i['status'] == 'PENDING'][0]
                  them.accept_resource_share_invitation(
                      resourceShareInvitationArn=i['resourceShareInvitationArn'])
                  print(settled('PRINCIPAL', 'ASSOCIATED'))
                  ended = ram.disassociate_resource_share(resourceShareArn=share_arn,
                      resourceArns=[arn])['resourceShareAssociations']
                  print([a['status'] for a in ended])
                  print(refused(ram.disassociate_resource_share, resourceShareArn=share_arn,
                      resourceArns=[arn]))
                  print(len(them.list_resources(resourceOwner='OTHER-ACCOUNTS')['resources']))
                  print(ram.delete_resource_share(resourceShareArn=share_arn)['returnValue'],
                      [s['status'] for s in ram.get_resource_shares(resourceOwner='SELF')[
                          'resourceShares']])
                  print(refused(ram.associate_resource_share, resourceShareArn=share_arn,
                      resourceArns=[arn]))
                  """));
      assertFalse(shares.reaches(ARN, OTHER));
    }
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    try (var account = new SimulatedAccount(shares)) {
      assertEquals(
          """
          MalformedArnException 400
          OperationNotPermittedException 400
          InvalidParameterException 400
          InvalidParameterException 400
          UnknownResourceException 400
          IdempotentParameterMismatchException 400
          True
          [2, 2, 1]
          {'team': 'a'}
          """,
          new StockClient(account)
              .boto(
                  SHARE
                      + """
                  def create(**arguments):
                      return ram.create_resource_share(name='x', **arguments)['resourceShare'][
                          'resourceShareArn']
                  print(refused(create, resourceArns=['svc-1']))
                  print(refused(create, resourceArns=[arn.replace('111122223333', '444455556666')]))
                  print(refused(create, resourceArns=['arn:aws:s3:::bucket']))
                  print(refused(create, principals=['somebody']))
                  print(refused(them.delete_resource_share, resourceShareArn=share_arn))
                  one = create(clientToken='token')
                  print(refused(create, clientToken='token', resourceArns=[arn]))
                  print(create(clientToken='token') == one)
                  for i in range(3):
                      create()
                  pages = ram.get_paginator('get_resource_shares').paginate(
                      resourceOwner='SELF', PaginationConfig={'PageSize': 2})
                  print([len(p['resourceShares']) for p in pages])
                  tagged = ram.get_resource_shares(resourceOwner='SELF', tagFilters=[
                      {'tagKey': 'team', 'tagValues': ['a']}])['resourceShares']
                  print({t['key']: t['value'] for t in tagged[0]['tags']})
                  """));
    }
  }
}
