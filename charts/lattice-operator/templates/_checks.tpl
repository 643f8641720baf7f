{{- /* What the schema cannot say, all at once: fails with one line for each. */ -}}
{{- define "lattice-operator.check" -}}
{{- $said := list }}
{{- $v := .Values }}
{{- if not $v.cluster.name }}
{{- $said = append $said "cluster.name is missing: name of this cluster in tags, for people, such as shop-eu" }}
{{- end }}
{{- if not $v.aws.region }}
{{- $said = append $said "aws.region is missing: such as eu-central-1" }}
{{- end }}
{{- if not $v.aws.vpcId }}
{{- $said = append $said "aws.vpcId is missing: the VPC of the pods, or discover; aws ec2 describe-vpcs --query 'Vpcs[].[VpcId,CidrBlock]' --output text" }}
{{- end }}
{{- if not $v.aws.routableCidrs }}
{{- $said = append $said "aws.routableCidrs is missing: the ranges of the VPC's subnets as a list, or [discover]; aws ec2 describe-subnets --query 'Subnets[].CidrBlock' --output text" }}
{{- else if and (has "discover" $v.aws.routableCidrs) (gt (len $v.aws.routableCidrs) 1) }}
{{- $said = append $said "aws.routableCidrs: discover stands alone" }}
{{- end }}
{{- $credentials := $v.aws.credentials }}
{{- if eq $credentials.mode "webIdentity" }}
{{- if not $credentials.webIdentity.roleArn }}
{{- $said = append $said "aws.credentials.webIdentity.roleArn is missing: the role that trusts the service account, or choose another aws.credentials.mode" }}
{{- end }}
{{- else if eq $credentials.mode "rolesAnywhere" }}
{{- $anywhere := $credentials.rolesAnywhere }}
{{- range $key := list "roleArn" "profileArn" "trustAnchorArn" "certificateSecret" }}
{{- if not (index $anywhere $key) }}
{{- $said = append $said (printf "aws.credentials.rolesAnywhere.%s is missing: aws.credentials.mode rolesAnywhere needs it" $key) }}
{{- end }}
{{- end }}
{{- if not (or $anywhere.image.tag $anywhere.image.digest) }}
{{- $said = append $said "aws.credentials.rolesAnywhere.image.tag is missing: a release of the helper, or image.digest" }}
{{- end }}
{{- else if eq $credentials.mode "secret" }}
{{- if not $credentials.secret.name }}
{{- $said = append $said "aws.credentials.secret.name is missing: a Secret with a file of credentials" }}
{{- end }}
{{- end }}
{{- if and $v.watchNamespaces (not $v.cluster.id) }}
{{- $said = append $said "cluster.id is missing: with watchNamespaces the operator may not read the UID of kube-system; kubectl get namespace kube-system -o jsonpath={.metadata.uid} prints it" }}
{{- end }}
{{- if and $v.caBundle.configMap $v.caBundle.secret }}
{{- $said = append $said "caBundle.configMap and caBundle.secret: one of them" }}
{{- end }}
{{- if and $v.metrics.serviceMonitor.enabled $v.metrics.podMonitor.enabled }}
{{- $said = append $said "metrics.serviceMonitor and metrics.podMonitor: one of them, or every figure is there twice" }}
{{- end }}
{{- if $said }}
{{- fail (printf "\n\nlattice-operator cannot be installed like this:\n  %s\n" (join "\n  " $said)) }}
{{- end }}
{{- end }}
