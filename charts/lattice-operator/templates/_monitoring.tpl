{{- /* An endpoint of a monitor. The label namespace is that of an export: honorLabels keeps it. */ -}}
{{- define "lattice-operator.scrape" -}}
path: /metrics
honorLabels: true
{{- with .interval }}
interval: {{ . }}
{{- end }}
{{- with .scrapeTimeout }}
scrapeTimeout: {{ . }}
{{- end }}
{{- with .relabelings }}
relabelings:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .metricRelabelings }}
metricRelabelings:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- /* Ports in URLs of other values, separated by commas. */ -}}
{{- define "lattice-operator.urlPorts" -}}
{{- $ports := list }}
{{- range concat (values .Values.aws.endpoints) (list .Values.proxy.https .Values.proxy.http) }}
{{- if . }}
{{- $found := regexFind ":[0-9]+(/|$)" . | trimPrefix ":" | trimSuffix "/" }}
{{- $ports = append $ports ($found | default (ternary "80" "443" (hasPrefix "http://" .))) }}
{{- end }}
{{- end }}
{{- $ports | uniq | sortAlpha | join "," }}
{{- end }}
