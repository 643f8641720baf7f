output "role_arn" {
  description = "AWS_ROLE_ARN of the operator"
  value       = aws_iam_role.operator.arn
}

output "instance_profile_arn" {
  description = "For the nodes that the operator runs on; null unless trust is instance_profile"
  value       = one(aws_iam_instance_profile.operator[*].arn)
}
