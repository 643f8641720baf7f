variable "cluster_uid" {
  description = "UID of the kube-system namespace, or what the operator is given as --cluster-id"
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,64}$", var.cluster_uid))
    error_message = "cluster_uid must be 1 to 64 letters, digits, dashes or underscores."
  }
}

variable "trust" {
  description = "Who may take on the role: web_identity, instance_profile or roles_anywhere"
  type        = string
  default     = "web_identity"

  validation {
    condition     = contains(["web_identity", "instance_profile", "roles_anywhere"], var.trust)
    error_message = "trust must be web_identity, instance_profile or roles_anywhere."
  }
}

variable "oidc_provider_arn" {
  description = "For web_identity, the IAM OIDC provider of the cluster's issuer"
  type        = string
  default     = null
}

variable "issuer" {
  description = "For web_identity, the cluster's issuer, with or without https://"
  type        = string
  default     = null
}

variable "service_account" {
  description = "For web_identity, namespace and name of the operator's service account"
  type        = string
  default     = "lattice-system:lattice-operator"
}

variable "trust_anchor_arn" {
  description = "For roles_anywhere, the trust anchor"
  type        = string
  default     = null
}

variable "certificate_name" {
  description = "For roles_anywhere, the common name in the subject of the operator's certificate"
  type        = string
  default     = "lattice-operator"
}

variable "features" {
  description = "What the operator may do besides keeping exports: names of files in deploy/iam"
  type        = set(string)
  default     = []

  validation {
    condition = length(setsubtract(var.features, [
      "auth", "dashboards", "discovery", "logs", "metrics", "network", "security-groups", "sharing",
    ])) == 0
    error_message = "features may hold auth, dashboards, discovery, logs, metrics, network, security-groups and sharing."
  }
}

variable "log_group_prefix" {
  description = "What the names of log groups begin with that the operator may create and change"
  type        = string
  default     = "/lattice/"
}

variable "log_bucket" {
  description = "Bucket that access logs may go to; null for none"
  type        = string
  default     = null
}

variable "log_stream" {
  description = "Firehose stream that access logs may go to; null for none"
  type        = string
  default     = null
}

variable "referenced_network_arn" {
  description = "Service network that somebody else made and that a LatticeNetwork is to set up; null for none"
  type        = string
  default     = null
}
