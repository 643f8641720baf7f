{{- define "lattice-operator.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 52 | trimSuffix "-" }}
{{- end }}

{{- /* At most 52 characters, for -uninstall is put behind it. */ -}}
{{- define "lattice-operator.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride }}
{{- else }}
{{- $name := include "lattice-operator.name" . }}
{{- ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) | trunc 52 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "lattice-operator.serviceAccountName" -}}
{{- default (ternary (include "lattice-operator.fullname" .) "default" .Values.serviceAccount.create) .Values.serviceAccount.name }}
{{- end }}

{{- /*
Names of cluster-scoped objects: releases of one name may be in several namespaces. A namespace has no dot, so that no two
releases come to one name; in the usual namespace it is left out.
*/ -}}
{{- define "lattice-operator.clusterName" -}}
{{- $name := include "lattice-operator.fullname" . }}
{{- if and (eq .Release.Namespace "lattice-system") (not (contains "." $name)) }}
{{- $name }}
{{- else }}
{{- printf "%s.%s" .Release.Namespace $name }}
{{- end }}
{{- end }}

{{- define "lattice-operator.selectorLabels" -}}
app.kubernetes.io/name: {{ include "lattice-operator.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "lattice-operator.labels" -}}
{{ include "lattice-operator.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- /* registry/repository:tag or @digest; of a map like .Values.image and a tag to fall back on. */ -}}
{{- define "lattice-operator.image" -}}
{{- $image := index . 0 }}
{{- with $image.registry }}{{ . }}/{{ end }}{{ $image.repository }}
{{- if $image.digest }}@{{ $image.digest }}{{ else }}:{{ $image.tag | default (index . 1) }}{{ end }}
{{- end }}

{{- define "lattice-operator.namespaced" -}}
{{- if .Values.watchNamespaces }}true{{ end }}
{{- end }}

{{- define "lattice-operator.installsCrds" -}}
{{- $install := toString .Values.crds.install }}
{{- if or (eq $install "true") (and (eq $install "auto") (not .Values.watchNamespaces)) }}true{{ end }}
{{- end }}
