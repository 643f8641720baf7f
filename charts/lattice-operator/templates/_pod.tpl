{{- /* Environment of the operator, and of what runs in its place. */ -}}
{{- define "lattice-operator.env" -}}
{{- $v := .Values }}
{{- $settings := list
  (list "CLUSTER_NAME" $v.cluster.name)
  (list "CLUSTER_ID" $v.cluster.id)
  (list "VPC_ID" $v.aws.vpcId)
  (list "ROUTABLE_CIDRS" (join "," $v.aws.routableCidrs))
  (list "ACCOUNT" $v.aws.account)
  (list "DEFAULT_NETWORK" $v.networks.default)
  (list "ALLOWED_NETWORKS" (join "," $v.networks.allowed))
  (list "NAMESPACES" (join "," $v.watchNamespaces))
  (list "SERVICE_ANNOTATIONS" (toString $v.features.serviceAnnotations))
  (list "OBSERVE_ONLY" (toString $v.features.observeOnly))
  (list "AUDIT_INTERVAL" $v.reads.auditInterval)
  (list "HEALTH_INTERVAL" $v.reads.healthInterval)
  (list "REST_SHARE" (toString $v.reads.restShare))
  (list "CLOUDWATCH_METRICS" $v.features.cloudWatchMetrics)
  (list "CLOUDWATCH_EXPORT_METRICS_LIMIT" (toString $v.features.cloudWatchExportMetricsLimit))
  (list "HEALTH_ADDRESS" $v.health.address)
  (list "HEALTH_PORT" (toString $v.health.port))
  (list "LOG_LEVEL" $v.log.level)
  (list "LOG_FORMAT" $v.log.format)
  (list "LEADER_ELECTION" "on")
  (list "LEASE_NAMESPACE" .Release.Namespace)
  (list "LEASE_NAME" (include "lattice-operator.fullname" .))
  (list "LEASE_DURATION" $v.leaderElection.leaseDuration)
}}
{{- range $settings }}
{{- if index . 1 }}
- name: LATTICE_{{ index . 0 }}
  value: {{ index . 1 | quote }}
{{- end }}
{{- end }}
- name: AWS_REGION
  value: {{ $v.aws.region | quote }}
{{- include "lattice-operator.credentialsEnv" . }}
{{- range $pair := list
  (list "" $v.aws.endpoints.all)
  (list "_VPC_LATTICE" $v.aws.endpoints.vpcLattice)
  (list "_STS" $v.aws.endpoints.sts)
  (list "_EC2" $v.aws.endpoints.ec2)
  (list "_CLOUDWATCH" $v.aws.endpoints.cloudWatch)
  (list "_CLOUDWATCH_LOGS" $v.aws.endpoints.cloudWatchLogs)
  (list "_RAM" $v.aws.endpoints.ram)
  (list "_RESOURCE_GROUPS_TAGGING_API" $v.aws.endpoints.tagging)
}}
{{- if index $pair 1 }}
- name: AWS_ENDPOINT_URL{{ index $pair 0 }}
  value: {{ index $pair 1 | quote }}
{{- end }}
{{- end }}
{{- if $v.aws.useFipsEndpoints }}
- name: AWS_USE_FIPS_ENDPOINT
  value: "true"
{{- end }}
{{- if $v.aws.useDualStackEndpoints }}
- name: AWS_USE_DUALSTACK_ENDPOINT
  value: "true"
{{- end }}
{{- if or $v.proxy.https $v.proxy.http }}
{{- with $v.proxy.https }}
- name: HTTPS_PROXY
  value: {{ . | quote }}
{{- end }}
{{- with $v.proxy.http }}
- name: HTTP_PROXY
  value: {{ . | quote }}
{{- end }}
- name: NO_PROXY
  value: {{ concat (list "$(KUBERNETES_SERVICE_HOST)" "localhost" "127.0.0.1" "169.254.169.254" "169.254.170.2" "169.254.170.23") $v.proxy.noProxy | join "," | quote }}
{{- end }}
{{- if or $v.caBundle.configMap $v.caBundle.secret }}
- name: AWS_CA_BUNDLE
  value: /etc/lattice-operator/ca/{{ $v.caBundle.key }}
{{- end }}
{{- $options := $v.jvm.options }}
{{- with $v.jvm.heapPercent }}
{{- $options = prepend $options (printf "-XX:MaxRAMPercentage=%v" .) }}
{{- end }}
{{- with $options }}
{{- /* the last that the JVM reads, so that it goes before those of the image */}}
- name: _JAVA_OPTIONS
  value: {{ join " " . | quote }}
{{- end }}
{{- with $v.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "lattice-operator.credentialsEnv" -}}
{{- $credentials := .Values.aws.credentials }}
{{- $metadata := false }}
{{- if eq $credentials.mode "webIdentity" }}
- name: AWS_ROLE_ARN
  value: {{ $credentials.webIdentity.roleArn | quote }}
- name: AWS_WEB_IDENTITY_TOKEN_FILE
  value: /var/run/secrets/sts.amazonaws.com/token
- name: AWS_ROLE_SESSION_NAME
  value: {{ include "lattice-operator.fullname" . }}
{{- else if eq $credentials.mode "rolesAnywhere" }}
{{- $metadata = true }}
- name: AWS_EC2_METADATA_SERVICE_ENDPOINT
  value: http://127.0.0.1:{{ $credentials.rolesAnywhere.port }}
{{- else if eq $credentials.mode "secret" }}
- name: AWS_SHARED_CREDENTIALS_FILE
  value: /etc/lattice-operator/aws/{{ $credentials.secret.key }}
- name: AWS_PROFILE
  value: {{ $credentials.secret.profile | quote }}
{{- else }}
{{- $metadata = true }}
{{- end }}
{{- if not (or $metadata (eq .Values.aws.vpcId "discover")) }}
- name: AWS_EC2_METADATA_DISABLED
  value: "true"
{{- end }}
{{- end }}

{{- define "lattice-operator.volumeMounts" -}}
- name: tmp
  mountPath: /tmp
{{- if eq .Values.aws.credentials.mode "webIdentity" }}
- name: aws-token
  mountPath: /var/run/secrets/sts.amazonaws.com
  readOnly: true
{{- else if eq .Values.aws.credentials.mode "secret" }}
- name: aws-credentials
  mountPath: /etc/lattice-operator/aws
  readOnly: true
{{- end }}
{{- if or .Values.caBundle.configMap .Values.caBundle.secret }}
- name: ca-bundle
  mountPath: /etc/lattice-operator/ca
  readOnly: true
{{- end }}
{{- with .Values.extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "lattice-operator.volumes" -}}
{{- $credentials := .Values.aws.credentials }}
- name: tmp
  emptyDir: {}
{{- if eq $credentials.mode "webIdentity" }}
- name: aws-token
  projected:
    sources:
      - serviceAccountToken:
          audience: {{ $credentials.webIdentity.audience }}
          expirationSeconds: {{ $credentials.webIdentity.expirationSeconds }}
          path: token
{{- else if eq $credentials.mode "rolesAnywhere" }}
- name: aws-certificate
  secret:
    secretName: {{ $credentials.rolesAnywhere.certificateSecret }}
    defaultMode: 0440
{{- else if eq $credentials.mode "secret" }}
- name: aws-credentials
  secret:
    secretName: {{ $credentials.secret.name }}
    defaultMode: 0440
    items:
      - key: {{ $credentials.secret.key }}
        path: {{ $credentials.secret.key }}
{{- end }}
{{- with .Values.caBundle.configMap }}
- name: ca-bundle
  configMap:
    name: {{ . }}
    items:
      - key: {{ $.Values.caBundle.key }}
        path: {{ $.Values.caBundle.key }}
{{- end }}
{{- with .Values.caBundle.secret }}
- name: ca-bundle
  secret:
    secretName: {{ . }}
    items:
      - key: {{ $.Values.caBundle.key }}
        path: {{ $.Values.caBundle.key }}
{{- end }}
{{- with .Values.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- /* Beside the operator for as long as it runs; a Job ends in spite of it. */ -}}
{{- define "lattice-operator.rolesAnywhereHelper" -}}
{{- $anywhere := .Values.aws.credentials.rolesAnywhere }}
- name: roles-anywhere
  image: {{ include "lattice-operator.image" (list $anywhere.image "") }}
  imagePullPolicy: {{ $anywhere.image.pullPolicy }}
  restartPolicy: Always
  args:
    - serve
    - --port={{ $anywhere.port }}
    - --hop-limit=1
    - --region={{ .Values.aws.region }}
    - --role-arn={{ $anywhere.roleArn }}
    - --profile-arn={{ $anywhere.profileArn }}
    - --trust-anchor-arn={{ $anywhere.trustAnchorArn }}
    - --session-duration={{ $anywhere.sessionDurationSeconds }}
    - --certificate=/etc/roles-anywhere/{{ $anywhere.certificateKey }}
    - --private-key=/etc/roles-anywhere/{{ $anywhere.privateKeyKey }}
    {{- with $anywhere.intermediatesKey }}
    - --intermediates=/etc/roles-anywhere/{{ . }}
    {{- end }}
    {{- if or .Values.proxy.https .Values.proxy.http }}
    - --with-proxy
    {{- end }}
    {{- with $anywhere.extraArgs }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- with .Values.proxy.https }}
  env:
    - name: HTTPS_PROXY
      value: {{ . | quote }}
  {{- end }}
  {{- with $anywhere.resources }}
  resources:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.securityContext }}
  securityContext:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  volumeMounts:
    - name: aws-certificate
      mountPath: /etc/roles-anywhere
      readOnly: true
{{- end }}

{{- /* What pods of the operator and of its uninstallation have in common. */ -}}
{{- define "lattice-operator.podSpec" -}}
serviceAccountName: {{ include "lattice-operator.serviceAccountName" . }}
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.podSecurityContext }}
securityContext:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- if .Values.hostNetwork }}
hostNetwork: true
{{- end }}
{{- with .Values.dnsPolicy | default (ternary "ClusterFirstWithHostNet" "" .Values.hostNetwork) }}
dnsPolicy: {{ . }}
{{- end }}
{{- with .Values.dnsConfig }}
dnsConfig:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.hostAliases }}
hostAliases:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .Values.schedulerName }}
schedulerName: {{ . }}
{{- end }}
{{- with .Values.runtimeClassName }}
runtimeClassName: {{ . }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "lattice-operator.initContainers" -}}
{{- if eq .Values.aws.credentials.mode "rolesAnywhere" }}
{{ include "lattice-operator.rolesAnywhereHelper" . }}
{{- end }}
{{- with .Values.initContainers }}
{{ toYaml . }}
{{- end }}
{{- end }}
