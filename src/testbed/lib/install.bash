# shellcheck shell=bash
# What has to be on the machine: Debian's packages, binaries built from Go modules, image archives. Each thing that is built
# has a stamp, made of all that it is built from; what has the right stamp is not built again.

kubernetes=v1.36.3
helm=v3.19.0
packages=(etcd:etcd-server containerd:containerd runc:runc iptables:iptables ip:iproute2 openssl:openssl nsenter:util-linux
  flock:util-linux sysctl:procps /usr/lib/cni/ptp:containernetworking-plugins)

stamp_of() { # name
  case $1 in
    kubernetes) echo "$kubernetes $(cat "$here"/kubernetes/{go.mod,go.sum,main.go} | sha256sum) $(uname -m)" ;;
    helm) echo "$helm $(uname -m)" ;;
    pause | echo) echo "$(cat "$here/$1"/*.go "$here/lib/install.bash" | sha256sum) $(uname -m)" ;;
  esac
}

is_current() { # name file
  [ -e "$2" ] && [ "$(cat "$cache/stamps/$1" 2>/dev/null)" = "$(stamp_of "$1")" ]
}

built() { stamp_of "$1" >"$cache/stamps/$1"; }

missing_packages() {
  local each
  for each in "${packages[@]}"; do
    command -v "${each%:*}" >/dev/null || echo "${each##*:}"
  done | sort -u
}

install() {
  need_linux_and_root || exit 3
  lock 9 "$cache/lock" "$cache"
  mkdir -p "$bin" "$cache/stamps" "$cache/log"
  install_packages
  ln -sf "$(command -v etcd)" "$bin/etcd"
  is_current kubernetes "$bin/kubelet" || install_kubernetes
  is_current helm "$bin/helm" || install_helm
  install_kubectl
  for name in pause echo; do
    is_current "$name" "$cache/$name.tar" || install_image "$name"
  done
  say "all is installed: $bin"
}

install_packages() {
  local missing
  mapfile -t missing < <(missing_packages)
  [ ${#missing[@]} -gt 0 ] || return 0
  command -v apt-get >/dev/null || die "install these, or what they are called here: ${missing[*]}"
  say "installing packages: ${missing[*]}"
  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"; } \
    >"$cache/log/packages" 2>&1 </dev/null || broken "$cache/log/packages" "apt-get failed"
  # Packages of services start them; each of our clusters has its own.
  for service in etcd containerd; do
    [[ " ${missing[*]} " != *" $service"* ]] || systemctl disable --now "$service" >/dev/null 2>&1 || true
  done
  mapfile -t missing < <(missing_packages)
  [ ${#missing[@]} -eq 0 ] || die "still not there after apt-get: ${missing[*]}"
}

install_kubernetes() {
  local flags version=k8s.io/component-base/version
  flags="-s -w -X $version.gitVersion=$kubernetes -X $version.gitMajor=1 -X $version.gitMinor=36"
  compile "Kubernetes $kubernetes" kubernetes "$here/kubernetes" "$bin/kubelet" -ldflags "$flags" .
  for name in kube-apiserver kube-controller-manager kube-scheduler kube-proxy; do ln -sf kubelet "$bin/$name"; done
  built kubernetes
}

install_helm() {
  local folder=$cache/helm # a module of its own: Helm's has nothing to say about ours
  mkdir -p "$folder"
  (cd "$folder" && { [ -e go.mod ] || go mod init testbed/helm; } && go get "helm.sh/helm/v3/cmd/helm@$helm") \
    >"$cache/log/helm" 2>&1 || broken "$cache/log/helm" "Helm $helm could not be fetched"
  compile "Helm $helm" helm "$folder" "$bin/helm" -ldflags "-s -w -X helm.sh/helm/v3/internal/version.version=$helm" helm.sh/helm/v3/cmd/helm
  built helm
}

# The machine's own; only where it has none, ours.
install_kubectl() {
  local own
  own=$(PATH=${PATH//$bin:/} command -v kubectl || true)
  if [ -n "$own" ] && [ "$own" != "$bin/kubectl" ]; then
    ln -sf "$own" "$bin/kubectl"
  elif [ ! -x "$bin/kubectl" ] || [ -L "$bin/kubectl" ]; then
    compile "kubectl $kubernetes" kubectl "$here/kubernetes" "$bin/kubectl" -ldflags "-s -w" k8s.io/kubernetes/cmd/kubectl
  fi
}

install_image() { # name
  compile "the image $1" "$1" "$here/$1" "$cache/$1/$1" -ldflags "-s -w" .
  image "docker.io/testbed/$1:1" "$cache/$1.tar" "$cache/$1" "/$1"
  built "$1"
}

# Builds beside the old file, which may be running.
compile() { # what log folder out flag... package
  local what=$1 log=$cache/log/$2 folder=$3 out=$4 build began=$SECONDS told=0
  shift 4
  command -v go >/dev/null || die "needs Go 1.26 or newer to build $what: https://go.dev/dl"
  need_disk "$(go env GOCACHE)" 5 "building $what" GOCACHE || exit 3
  say "building $what"
  mkdir -p "$(dirname "$out")"
  (cd "$folder" && CGO_ENABLED=0 exec go build -v -trimpath -o "$out.new" "$@") >"$log" 2>&1 </dev/null 9>&- &
  build=$!
  # shellcheck disable=SC2064 # this build, not a later one
  trap "kill $build 2>/dev/null; exit 130" INT TERM HUP
  while kill -0 "$build" 2>/dev/null; do
    sleep 0.2
    [ $((SECONDS - began - told)) -lt 15 ] || { told=$((SECONDS - began)); say "  $(wc -l <"$log") packages in $told s"; }
  done
  wait "$build" || broken "$log" "building $what failed"
  trap - INT TERM HUP
  mv "$out.new" "$out"
}

# An image archive with one layer: the files of a folder. The same files give the same bytes.
image() { # tag archive folder entrypoint...
  local tag=$1 archive=$2 folder=$3 work machine layer config word entrypoint=
  shift 3
  [ -d "$folder" ] || die "image: there is no folder $folder"
  case $(uname -m) in x86_64) machine=amd64 ;; aarch64) machine=arm64 ;; *) machine=$(uname -m) ;; esac
  for word in "$@"; do
    word=${word//\\/\\\\}
    entrypoint+=${entrypoint:+, }\"${word//\"/\\\"}\"
  done
  work=$(mktemp -d "$archive.XXXXXX")
  local same=(--sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner)
  tar -C "$folder" "${same[@]}" -cf "$work/layer.tar" .
  layer=$(sha256sum "$work/layer.tar")
  printf '{"architecture": "%s", "os": "linux", "config": {"Entrypoint": [%s]}, "rootfs": {"type": "layers", "diff_ids": ["sha256:%s"]}}' \
    "$machine" "$entrypoint" "${layer%% *}" >"$work/config"
  config=$(sha256sum "$work/config")
  mv "$work/config" "$work/${config%% *}.json"
  printf '[{"Config": "%s.json", "RepoTags": ["%s"], "Layers": ["layer.tar"]}]' "${config%% *}" "$tag" >"$work/manifest.json"
  tar -C "$work" "${same[@]}" -cf "$archive.new" "${config%% *}.json" manifest.json layer.tar
  mv "$archive.new" "$archive"
  rm -rf "$work"
}

check() { # what
  local missing name
  case $1 in
    cluster)
      need_linux_and_root || exit 3
      mapfile -t missing < <(missing_packages)
      for name in kubernetes:bin/kubelet helm:bin/helm pause:pause.tar echo:echo.tar; do
        is_current "${name%:*}" "$cache/${name##*:}" || missing+=("${name%:*}")
      done
      [ -x "$bin/kubectl" ] || missing+=(kubectl)
      [ ${#missing[@]} -eq 0 ] || { say "missing or old: ${missing[*]}. 'testbed install' provides them"; exit 3; } ;;
    localstack)
      localstack_is_installed || { say "LocalStack is not there, or old. 'testbed localstack install' provides it"; exit 3; } ;;
    *) misused "check cluster|localstack" ;;
  esac
}
