# The role of lattice-operator, and what it may do for one cluster: the same policies as
# deploy/iam-policy.json and deploy/iam, read from there.

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

data "aws_partition" "current" {}

locals {
  files = merge(
    { exports = "iam-policy.json" },
    { for feature in var.features : feature => "iam/${feature}.json" },
    var.log_bucket == null ? {} : { logs-s3 = "iam/logs-s3.json" },
    var.log_stream == null ? {} : { logs-firehose = "iam/logs-firehose.json" },
    var.referenced_network_arn == null ? {} : { referenced-network = "iam/referenced-network.json" },
  )

  policies = {
    for name, file in local.files : name => replace(replace(replace(replace(replace(replace(
      file("${path.module}/../../${file}"),
      "arn:aws:", "arn:${data.aws_partition.current.partition}:"),
      "CLUSTER_UID", var.cluster_uid),
      "LOG_GROUP_PREFIX", var.log_group_prefix),
      "LOG_BUCKET", coalesce(var.log_bucket, "-")),
      "LOG_STREAM", coalesce(var.log_stream, "-")),
    "NETWORK_ARN", coalesce(var.referenced_network_arn, "-"))
  }

  issuer = trimprefix(coalesce(var.issuer, "-"), "https://")

  trust = {
    web_identity = {
      Principal = { Federated = var.oidc_provider_arn }
      Action    = ["sts:AssumeRoleWithWebIdentity"]
      Condition = {
        StringEquals = {
          "${local.issuer}:aud" = "sts.amazonaws.com"
          "${local.issuer}:sub" = "system:serviceaccount:${var.service_account}"
        }
      }
    }
    instance_profile = {
      Principal = { Service = "ec2.${data.aws_partition.current.dns_suffix}" }
      Action    = ["sts:AssumeRole"]
    }
    roles_anywhere = {
      Principal = { Service = "rolesanywhere.amazonaws.com" }
      Action    = ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"]
      Condition = {
        ArnEquals    = { "aws:SourceArn" = var.trust_anchor_arn }
        StringEquals = { "aws:PrincipalTag/x509Subject/CN" = var.certificate_name }
      }
    }
  }
}

resource "aws_iam_role" "operator" {
  name_prefix = "lattice-operator-"
  description = "lattice-operator of the cluster ${var.cluster_uid}"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [merge({ Effect = "Allow" }, local.trust[var.trust])]
  })

  lifecycle {
    precondition {
      condition     = var.trust != "web_identity" || (var.oidc_provider_arn != null && var.issuer != null)
      error_message = "web_identity needs oidc_provider_arn and issuer."
    }
    precondition {
      condition     = var.trust != "roles_anywhere" || var.trust_anchor_arn != null
      error_message = "roles_anywhere needs trust_anchor_arn."
    }
  }
}

resource "aws_iam_policy" "operator" {
  for_each    = local.policies
  name_prefix = "lattice-operator-${each.key}-"
  policy      = each.value
}

resource "aws_iam_role_policy_attachment" "operator" {
  for_each   = aws_iam_policy.operator
  role       = aws_iam_role.operator.name
  policy_arn = each.value.arn
}

resource "aws_iam_instance_profile" "operator" {
  count       = var.trust == "instance_profile" ? 1 : 0
  name_prefix = "lattice-operator-"
  role        = aws_iam_role.operator.name
}
