{{- /* What the operator may do in namespaces. A test holds that these are the requests which it makes, no more and no less. */ -}}
{{- define "lattice-operator.rules" -}}
- apiGroups: [""]
  resources: [services]
  verbs: [get, list, watch]
- apiGroups: [discovery.k8s.io]
  resources: [endpointslices]
  verbs: [list, watch]
- apiGroups: [""]
  resources: [pods]
  verbs: [list]
- apiGroups: [latticeoperator.io]
  resources: [latticeexports]
  {{- if .Values.features.serviceAnnotations }}
  verbs: [get, list, watch, create, patch, delete]
  {{- else }}
  verbs: [get, list, watch, patch]
  {{- end }}
- apiGroups: [latticeoperator.io]
  resources: [latticeexports/status]
  verbs: [patch]
# Their IAM role, for auth policies that name a ServiceAccount.
- apiGroups: [""]
  resources: [serviceaccounts]
  verbs: [list, watch]
- apiGroups: [""]
  resources: [events]
  verbs: [create, patch]
{{- end }}
