#!/bin/bash
# Makes this machine the Kubernetes node worker-0, or brings it up to date: writes what is new, installs it and waits.
# On the node, as root: bash worker-0.sh [--plan | --drift [--json]] [--drained] [--partly] [--downgrade]
#   --plan       says what this would do to the machine, and changes nothing
#   --drift      says what on this machine differs from the document; exit status 1 if anything does
#   --drained    the node is drained: applies changes that need that
#   --partly     where a new machine is needed, applies what can be applied in place
#   --downgrade  installs an older Kubernetes than the one that runs
# shellcheck disable=SC2034,SC2317 # lines of the journal are evaluated: they call functions and read variables
set -euo pipefail
umask 077
state=/var/lib/bootwright

die() {
  echo "bootwright: $*" >&2
  exit 1
}

mode=apply form=text drained='' partly='' downgrade='' looks=''
for word; do
  case $word in
    --plan | --drift) mode=${word#--} ;;
    --json) form=json ;;
    --drained | --partly | --downgrade) printf -v "${word#--}" yes ;;
    *) die "unknown argument: $word" ;;
  esac
done

[ "$(id -u)" = 0 ] || die 'only root can do this'
is=$(sed -n 's/^{"node":"\([^"]*\)".*/\1/p' $state/status.json 2>/dev/null || :)
[ -z "$is" ] || [ "$is" = worker-0 ] || die "this machine is $is, not worker-0"
runs=$(/usr/local/bin/kubelet --version 2>/dev/null | sed 's/.* v//' || :)
newer=$(printf '%s\n' 1.33.13 "$runs" | sort -V | tail -n 1)
[ "$newer" = 1.33.13 ] || [ -n "$downgrade" ] || [ "$mode" = drift ] ||
  die "Kubernetes $runs runs here, which is newer than 1.33.13: say --downgrade if that is wanted"

only_root() { [ "$(stat -c %u .)" = 0 ] && ((!(8#$(stat -c %a .) & 8#22))); }

enter() {
  local part rest=${1#/} here open
  cd /
  while [ -n "$rest" ]; do
    part=${rest%%/*}
    rest=${rest:${#part}}
    rest=${rest#/}
    here=$(pwd -P)
    open=$(only_root || echo yes)
    if [ -L "./$part" ]; then
      [ -z "$open" ] || { echo "$1: $here/$part is a link, and not only root can write there" && return 1; }
      part=$(readlink "./$part")
      [ "${part::1}" != / ] || cd /
      rest=$part/$rest
      continue
    fi
    [ -d "./$part" ] || mkdir -m 755 "./$part" || return
    cd -P "./$part" || return
    [ -z "$open" ] || [ "$(pwd -P)" = "${here%/}/$part" ] || { echo "$1: $here/$part has become a link" && return 1; }
  done
}

put() ( # put MODE PATH [USER:GROUP]: stdin, unless it is there already
  if [ -n "$looks" ]; then
    $looks "$@"
    exit
  fi
  file=./${2##*/}
  new=$state/new
  rm -f "$new"
  cat >"$new"
  # An owner that is not there yet is made by the install, which then has to run.
  [ -z "${3-}" ] || chown "$3" "$new" 2>&- || rm -f $state/ready
  chmod "$1" "$new"
  enter "${2%/*}" || exit
  if [ ! -L "$file" ] && [ -f "$file" ] && cmp -s "$new" "$file" &&
    [ "$(stat -c '0%a %U:%G' "$file")" = "$1 ${3-root:root}" ]; then
    exit
  fi
  # On another disk it is moved in whole from beside; where others write, only from the closed place.
  if [ "$(stat -c %d .)" != "$(stat -c %d $state)" ] && only_root; then
    cp -fp "$new" "./.${2##*/}.bootwright-new" # hidden: the kubelet runs what it finds among its manifests
    new=./.${2##*/}.bootwright-new
  fi
  sync "$new"
  mv -fT "$new" "$file"
)

# KIND, READER and PATH of the files whose settings can ask for more than a restart; what each asks for, and when.
watched='modules	words	/etc/modules-load.d/kubernetes.conf
sysctl	lines	/etc/sysctl.d/zz-kubernetes.conf
kubelet	yaml	/var/lib/kubelet/kubelet-config.yaml
kubelet	flags	/etc/systemd/system/kubelet.service'
asking='kubelet	drain	fewer	^(maxPods|podsPerCore|--max-pods|--pods-per-core)$	when it restarts, the kubelet rejects pods over the new limit, including running ones
kubelet	drain	always	^(kubeReserved|systemReserved|reservedSystemCPUs|evictionHard|--kube-reserved|--system-reserved|--reserved-cpus|--eviction-hard|--config-dir)	pods get a different share of the machine; when it restarts, the kubelet rejects running pods that no longer fit
kubelet	drain	always	^(topologyManagerPolicy|topologyManagerScope|--topology-manager-policy|--topology-manager-scope)$	when it restarts, the kubelet rejects running pods that do not fit the new policy
kubelet	drain	always	^(cpuManagerPolicy|--cpu-manager-policy)$	running containers keep the CPUs of the old policy, and the install deletes its cpu_manager_state
kubelet	drain	always	^(memoryManagerPolicy|--memory-manager-policy)$	running containers keep the memory of the old policy, and the install deletes its memory_manager_state
kubelet	drain	always	^(cgroupDriver|cgroupRoot|cgroupsPerQOS|--cgroup-driver|--cgroup-root|--cgroups-per-qos)$	running pods stay in the old cgroups
kubelet	machine	always	^--hostname-override$	an existing Node cannot be renamed
sysctl	reboot	gone	.	the kernel keeps the old value until then
modules	reboot	gone	.	the module stays loaded until then'
units='containerd	runtime	
crio	runtime	
cri-docker	runtime	
docker	drain	restarting dockerd stops its containers unless live-restore is on'

tell() { # tell IMPACT WORDS
  echo "$1" >>"$scratch/impacts"
  echo "$2"
}

words_of() { # words_of IMPACT UNIT...
  local restarts=
  [ $# = 1 ] || restarts="restarts $(printf '%s, ' "${@:2}" | sed 's/, $//')"
  case $1 in
    nothing) echo 'nothing on the machine' ;;
    written) echo 'nothing restarts' ;;
    restart) echo "$restarts (pods keep running)" ;;
    runtime) echo "${restarts/restarts/restarts the runtime:} (pods keep running)" ;;
    drain) echo "needs a drain${restarts:+; $restarts}" ;;
    reboot) echo "needs a reboot${restarts:+; $restarts}" ;;
    machine) echo 'needs a new machine' ;;
  esac
}

settings() { # settings READER FILE: NAME and value, a line each
  case $1 in
    yaml) awk '/^[A-Za-z]/ {key = $0; sub(/:.*/, "", key); names[++count] = key; text = $0; sub(/^[^:]*: */, "", text); values[key] = text; next}
      {values[key] = values[key] " " $0} END {for (i = 1; i <= count; i++) print names[i] "\t" values[names[i]]}' "$2" ;;
    toml) awk '/^ *\[/ {table = $0; gsub(/[][ ]/, "", table); table = table "."; next}
      /^ *[A-Za-z0-9_."\/-]+ *=/ {key = $0; sub(/ *=.*/, "", key); sub(/^ */, "", key); text = $0; sub(/^[^=]*= */, "", text); print table key "\t" text}' "$2" ;;
    flags) grep -oE -- '--[a-z0-9-]+=[^ ]*' "$2" | sed 's/=/\t/' ;;
    lines) sed -nE 's/^ *([^#= ][^=]*[^= ]) *= */\1\t/p' "$2" ;;
    words) sed -n 's/^[^# ].*/&\tloaded/p' "$2" ;;
    whole) [ ! -s "$2" ] || printf 'content\t%s\n' "$(sha256sum <"$2")" ;;
  esac
}

differs() { # differs WHEN SETTING: of the settings before and after
  awk -F '\t' -v when="$1" -v setting="$2" '
    function number(is, text) {gsub(/"/, "", text); return is ? text + 0 : 110 }
    $1 !~ setting {next}
    {all[$1]}
    FILENAME == ARGV[1] {old[$1] = $2; next}
    {now[$1] = $2}
    END {
      for (key in all) {
        was = (key in old)
        is = (key in now)
        if (was && is && old[key] == now[key]) continue
        if (when == "always" || (when == "changed" && was && is) || (when == "gone" && !is)) found = 1
        if (when == "fewer" && number(is, now[key]) < number(was, old[key])) found = 1
      }
      exit !found
    }' "$scratch/before" "$scratch/after"
}

ask() { # ask PATH: what its settings ask for
  local kind reader path of impact when setting why
  while IFS=$'\t' read -r kind reader path; do
    [ "$path" = "$1" ] || continue
    if ! awk 'BEGIN {exit 0}' 2>/dev/null; then
      tell drain "  needs a drain, to be safe: without awk the change cannot be judged"
      return
    fi
    if [ "$reader" = yaml ] && grep -qE '^([{[]|"|---.)' "$1" 2>/dev/null; then
      tell drain "  needs a drain, to be safe: $1 is not in the form that Bootwright writes, so the change cannot be judged"
    fi
    : >"$scratch/before"
    [ ! -f "$1" ] || settings "$reader" "$1" >"$scratch/before" || :
    settings "$reader" "$scratch/new" >"$scratch/after" || :
    while IFS=$'\t' read -r of impact when setting why; do
      if [ "$of" = "$kind" ] && differs "$when" "$setting"; then tell "$impact" "  $(words_of "$impact"): $why"; fi
    done <<<"$asking"
  done <<<"$watched"
}

look() { # look MODE PATH [USER:GROUP]: stdin is what the document has
  local how='' is of
  cat >"$scratch/new"
  echo "$2" >>"$scratch/paths"
  case $2 in /opt/bootwright/install.sh | /opt/bootwright/library.sh | /etc/systemd/system/bootwright.service) cp "$scratch/new" "$scratch/${2##*/}" ;; esac
  read -r is of < <(stat -c '0%a %U:%G' "$2" 2>/dev/null) || :
  if [ ! -e "$2" ] && [ ! -L "$2" ]; then
    how=added
  elif [ -L "$2" ] || [ ! -f "$2" ] || ! cmp -s "$scratch/new" "$2"; then
    how=changed
  else
    [ "$is" = "$1" ] || how="mode $is → $1"
    [ "$of" = "${3-root:root}" ] || how+="${how:+, }owner $of → ${3-root:root}"
    [ -n "$how" ] || return 0
  fi
  echo "file $2: $how"
  case $2 in /opt/bootwright/install.sh | /opt/bootwright/library.sh | /etc/systemd/system/bootwright.service) return 0 ;; esac
  echo written >>"$scratch/impacts"
  ask "$2"
}

stands() { # stands STEP: what it brought is there, and what it started runs
  local path
  while read -r path; do [ -s "$path" ] || return 1; done < <(tail -n +2 "$state/done/$1")
  [[ $1 != start-* ]] || systemctl -q is-active "${1#start-}"
}

restart() { # restart UNIT WORDS
  local unit impact why
  echo "$1" >>"$scratch/restarts"
  tell restart "unit $1: $2"
  while IFS=$'\t' read -r unit impact why; do
    if [ "$unit" = "$1" ]; then echo "$impact" >>"$scratch/impacts"; fi
    if [ "$unit" = "$1" ] && [ -n "$why" ]; then echo "  $(words_of "$impact"): $why"; fi
  done <<<"$units"
}

journal() ( # what the steps of the new journal do, by functions in the place of its library's
  node=worker-0
  start() {
    local step=$1 mark unit word
    shift
    mark=$*
    case $1 in files | forget | clock | host | health | join) return ;; esac
    [ "$1" != start_unit ] || echo "$2" >>"$scratch/served"
    [ "$(head -n 1 "$state/done/$step" 2>/dev/null)" != "$mark" ] || ! stands "$step" || return 0
    case $1 in
      start_unit) restart "$2" "$([ -e "$state/done/$step" ] && echo restarts || echo starts)" ;;
      put) tell written "download $step: ${2##*/}" ;;
      packages)
        for word in "${@:2}"; do
          [[ " $(head -n 1 "$state/done/$step" 2>/dev/null) " = *" $word "* ]] || tell written "package $word: added"
        done
        ;;
      ask_anew) restart systemd-resolved restarts ;;
      set_clock)
        for unit in systemd-timesyncd chrony chronyd; do
          if systemctl -q is-active "$unit"; then restart "$unit" restarts; fi
        done
        ;;
      kernel_arguments)
        echo drain >>"$scratch/impacts"
        tell reboot "step $step: the install reboots the machine by itself"
        ;;
      *) tell written "step $step: runs${1:+ $1}" ;;
    esac
  }
  do_now() { start "$@"; }
  serve() { start "start-$1" start_unit "$@"; }
  while IFS= read -r line; do eval "$line"; done < <(grep -E '^(start|do_now|serve) ' "$scratch/install.sh")
  while read -r _ _ unit; do
    if systemctl -q is-active "$unit"; then restart "${unit%.service}" restarts; fi
  done < <(grep -E '^ +systemctl try-restart ' "$scratch/install.sh")
  for unit in "$state"/done/start-*; do
    unit=${unit#"$state/done/start-"}
    if systemctl -q is-active "$unit" && ! grep -qxF -- "$unit" "$scratch/served"; then
      tell machine "unit $unit: removed"$'\n'"  $(words_of machine): an update in place does not stop it"
    fi
  done
)

rest_of() { # rest_of JOURNAL: its lines without those that are told otherwise
  sed -nE '/^(finish|serve|do_now (health|clock)| +own_file) |^(start|do_now) ([^ ]+ (put|kernel_arguments)|packages) /d; s/ [0-9a-f]{12}$//; p' "$1"
}

own_functions() { grep -vE '^(files|kept)=' "$1"; }

plan() { # all that differs, a line each
  local old new path files
  : | tee "$scratch/impacts" "$scratch/restarts" "$scratch/served" "$scratch/paths"
  looks=look
  document
  looks=
  if [ -n "$runs" ] && [ "${runs%.*}" != 1.33 ]; then
    tell drain "Kubernetes: $runs → 1.33.13"$'\n'"  $(words_of drain): drain a node before its kubelet moves to another minor version"
  fi
  digest=$(sed -n 's/^# files: //p' "$scratch/bootwright.service")
  if [ "$(cat $state/ready 2>/dev/null)" != "$digest" ] || ! /usr/local/bin/bootwright-status &>/dev/null; then journal; fi
  for path in /opt/bootwright/install.sh /opt/bootwright/library.sh; do
    [ -e "$path" ] || return 0
  done
  new=$scratch/install.sh
  [ "$(grep '^do_now clock' /opt/bootwright/install.sh)" = "$(grep '^do_now clock' "$new")" ] || tell written 'certificate validity: changed'
  [ "$(rest_of /opt/bootwright/install.sh)" = "$(rest_of "$new")" ] || tell written 'install steps: changed'
  [ "$(own_functions /opt/bootwright/library.sh)" = "$(own_functions "$scratch/library.sh")" ] || tell written 'install functions: changed'
  # What an older document wrote, but not what the kubelet writes itself.
  old=$(
    node=worker-0
    eval "$(grep -E '^(files|kept)=' /opt/bootwright/library.sh)"
    printf '%s\n' "${files[@]-}"
  )
  while read -r path; do
    if [ -e "$path" ]; then tell nothing "file $path: removed"$'\n'"  $(words_of nothing): an update in place does not delete it"; fi
  done < <(grep -vxFf "$scratch/paths" <<<"$old" || :)
}

outcome() {
  local impact worst=nothing
  for impact in nothing written restart runtime drain reboot machine; do
    if grep -qx "$impact" "$scratch/impacts"; then worst=$impact; fi
  done
  mapfile -t restarted < <(sort -u "$scratch/restarts")
  echo "worker-0: $(words_of $worst "${restarted[@]}")"
}

asks_for() { grep -qx "$1" "$scratch/impacts"; }

consider() { # --plan ends here; what interrupts pods is refused unless they are said to be gone
  [ "$mode" != drift ] || drift
  if [ "$mode" = plan ]; then
    plan
    outcome
    exit 0
  fi
  [ -e $state/done/start-kubelet ] || return 0
  plan >"$scratch/told"
  if asks_for machine && [ -z "$partly" ]; then
    die "$(grep -v '^ *file' "$scratch/told")"$'\n'"nothing was changed: this $(words_of machine). Make one, or say --partly to apply what can be applied in place"
  fi
  if asks_for drain && [ -z "$drained" ]; then
    die "$(grep -B 1 '^  needs a drain\|reboots the machine' "$scratch/told")"$'\n'"nothing was changed: this $(words_of drain). Run kubectl drain worker-0 --ignore-daemonsets, then this again with --drained"
  fi
}

differ() { # differ WHAT NAME WORDS
  local each words=()
  for each in "$@"; do
    each=${each//\\/\\\\}
    words+=("${each//\"/\\\"}")
  done
  echo "$1 $2: $3" >>"$scratch/drift"
  printf '{"what":"%s","name":"%s","differs":"%s"}\n' "${words[@]}" >>"$scratch/drift.json"
}

compare() { # compare MODE PATH [USER:GROUP]: stdin is what the document has
  local is
  cat >"$scratch/new"
  case $2 in /opt/bootwright/install.sh | /etc/modules-load.d/kubernetes.conf | /etc/sysctl.d/zz-kubernetes.conf) cp "$scratch/new" "$scratch/${2##*/}" ;; esac
  if [ -L "$2" ]; then
    differ file "$2" "is a link to $(readlink "$2")"
  elif [ ! -e "$2" ]; then
    differ file "$2" removed
  elif [ ! -f "$2" ]; then
    differ file "$2" 'is not a file'
  else
    cmp -s "$scratch/new" "$2" || differ file "$2" "content changed"
    is=0$(stat -c %a "$2")
    [ "$is" = "$1" ] || differ file "$2" "mode $1 → $is"
    is=$(stat -c %U:%G "$2")
    [ "$is" = "${3-root:root}" ] || differ file "$2" "owner ${3-root:root} → $is"
  fi
}

directory_is() { # directory_is MODE PATH [USER:GROUP]: `-` is any mode
  local is of
  [ -d "$2" ] || { differ directory "$2" removed && return; }
  read -r is of < <(stat -c '0%a %U:%G' "$2")
  [ "$1" = - ] || [ "$is" = "$1" ] || differ directory "$2" "mode $1 → $is"
  [ "$of" = "${3-$of}" ] || differ directory "$2" "owner $3 → $of"
}

host_state() (
  node=worker-0
  add_group() { getent group "$1" >/dev/null || differ group "$1" removed; }
  add_user() { id "$1" &>/dev/null || differ user "$1" removed; }
  make_directories() { for path; do directory_is - "$path"; done; }
  close_directories() { for path; do directory_is 0700 "$path"; done; }
  own_directory() { for path in "${@:3}"; do directory_is "$1" "$path" "$2"; done; }
  make_link() { [ "$(readlink "$2")" = "$1" ] || differ link "$2" "target $1 → $(readlink "$2" || echo none)"; }
  swap_off() {
    [ "$(wc -l </proc/swaps)" -lt 2 ] || differ swap "$(awk 'NR > 1 {print $1}' /proc/swaps | tr '\n' ' ')" added
    [ "$(systemctl is-enabled swap.target 2>/dev/null)" = masked ] || differ unit swap.target 'not masked'
  }
  kernel() {
    local module key value is builtin words
    builtin=$(sed 's|.*/||; s/[.]ko.*//; y/-/_/' "/lib/modules/$(uname -r)/modules.builtin" 2>/dev/null) || :
    while read -r module; do
      [ -d "/sys/module/${module//-/_}" ] || grep -qx "${module//-/_}" <<<"$builtin" || differ module "$module" 'not loaded'
    done < <(grep -E '^[^#; ]' "$scratch/kubernetes.conf")
    while IFS='=' read -r key value; do
      read -r key <<<"$key"
      read -ra words <<<"$value"
      value=${words[*]}
      read -ra words < <(sysctl -n "${key#-}" 2>/dev/null) || :
      is=${words[*]}
      [ "$is" = "$value" ] || [[ $key = -* && -z $is ]] || differ sysctl "${key#-}" "value $value → ${is:-none}"
    done < <(grep -E '^[^#;].*=' "$scratch/zz-kubernetes.conf")
  }
  while IFS= read -r line; do eval "$line"; done < <(
    grep -E '^ +(add_group|add_user|make_directories|close_directories|own_directory|make_link|swap_off|kernel)( |$)' "$scratch/install.sh"
  )
)

step_state() (
  unit_is() {
    local is
    is=$(systemctl is-enabled "$1" 2>/dev/null) || :
    case $is in
      enabled | static | enabled-runtime | alias | indirect | generated) ;;
      *) differ unit "$1" "enabled → ${is:-unknown}" ;;
    esac
    [ "$2" = - ] || systemctl -q is-active "$1" || differ unit "$1" "active → $(systemctl is-active "$1" || :)"
  }
  start() {
    local path since
    case $2 in
      start_unit) unit_is "$3" active ;;
      packages) for path in "${@:3}"; do package_is "$path"; done ;;
      put)
        since=$(stat -c %Y "$state/done/$1" 2>/dev/null) || { differ program "$1" 'not installed' && return; }
        while read -r path; do
          if [ ! -s "$path" ]; then
            differ program "$path" removed
          elif [ "$(stat -L -c %Z "$path")" -gt $((since + 1)) ]; then
            differ program "$path" "changed since it was installed"
          fi
        done < <(tail -n +2 "$state/done/$1")
        ;;
    esac
  }
  package_is() { # by the machine's package manager: some machines have the programs of another, too
    [[ $(dpkg-query -W -f '${Status}' "$1" 2>/dev/null) = *' installed' ]] || rpm -q --whatprovides "$1" &>/dev/null ||
      [ -z "$(type -P dpkg-query rpm)" ] || differ package "$1" removed
  }
  do_now() { start "$@"; }
  serve() { start "start-$1" start_unit "$@"; }
  node=worker-0
  while IFS= read -r line; do eval "$line"; done < <(grep -E '^(start|do_now|serve) ' "$scratch/install.sh")
  unit_is bootwright.service -
)

drift() {
  local lines
  : | tee "$scratch/drift" "$scratch/drift.json"
  looks=compare
  document
  host_state
  step_state
  lines=$(paste -sd , "$scratch/drift.json")
  if [ "$form" = json ]; then
    printf '{"node":"%s","document":"%s","drift":[%s]}\n' worker-0 "$(sed -n 's/^# files: //p' /etc/systemd/system/bootwright.service 2>/dev/null)" "$lines"
  else
    cat "$scratch/drift"
  fi
  [ -s "$scratch/drift" ] || exit 0
  exit 1
}

document() {
put 0644 /etc/systemd/system/bootwright.service <<'EOF'
[Unit]
Description=Bootwright: install this Kubernetes node
Wants=network-online.target
After=network-online.target cloud-config.target

[Service]
# files: 0b77f1d22c4ae452d5d3b1ba9eaf1f9e623dccc513f33a73975449236241a83d
Type=oneshot
RemainAfterExit=yes
TimeoutStartSec=1h
ExecStart=/bin/bash /opt/bootwright/install.sh
ExecStopPost=/bin/bash /opt/bootwright/install.sh ended

[Install]
WantedBy=multi-user.target
EOF
put 0644 /var/lib/kubernetes/ca.pem <<'EOF'
-----BEGIN CERTIFICATE-----
MIIBhzCCASygAwIBAgIRAJcRDUF8iAvHRxXwS3vChyIwCgYIKoZIzj0EAwIwIDEe
MBwGA1UEAxMVVEVTVCBLRVlTLCBub3Qgc2VjcmV0MCAXDTIwMDEwMTAwMDAwMFoY
Dzk5OTkxMjMxMjM1OTU5WjAgMR4wHAYDVQQDExVURVNUIEtFWVMsIG5vdCBzZWNy
ZXQwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARRyqBjeZVjkhTw+mdtsXDuLRUn
eZeGzNY8IjsqQe3dLAl6WCFmM4b/Fd6P7zmGX07IXwBRm6I0ARKA103wItsgo0Uw
QzASBgNVHRMBAf8ECDAGAQH/AgEAMA4GA1UdDwEB/wQEAwIBBjAdBgNVHQ4EFgQU
AzmM87l2H8fJXzWuexjKC8Mb2AUwCgYIKoZIzj0EAwIDSQAwRgIhAPH1MRtVRGMV
BpX1zxnn7A8h3FEpOlnOF1509HKLMZV8AiEA1C1vN1uj+vD/vJhTac7Yaz2bK4AG
hCoICTLap2Hp2a0=
-----END CERTIFICATE-----
EOF
put 0644 /etc/modules-load.d/kubernetes.conf <<'EOF'
br_netfilter
nf_conntrack
overlay
EOF
put 0644 /etc/sysctl.d/zz-kubernetes.conf <<'EOF'
net.bridge.bridge-nf-call-ip6tables=1
net.bridge.bridge-nf-call-iptables=1
net.ipv4.conf.all.rp_filter=0
net.ipv4.ip_forward=1
EOF
put 0644 /etc/systemd/networkd.conf.d/kubernetes.conf <<'EOF'
[Network]
ManageForeignRoutes=no
ManageForeignRoutingPolicyRules=no
EOF
put 0644 /etc/docker/daemon.json <<'EOF'
{
 "exec-opts": ["native.cgroupdriver=systemd"],
 "ip-masq": false,
 "iptables": false,
 "log-driver": "json-file",
 "log-opts": {"max-file": "5", "max-size": "10m"}
}
EOF
put 0644 /etc/crictl.yaml <<'EOF'
runtime-endpoint: unix:///run/cri-dockerd.sock
EOF
put 0644 /etc/systemd/system/docker.service <<'EOF'
[Unit]
Description=Docker container engine
After=network-online.target
Wants=network-online.target

[Service]
ExecStart=/usr/local/bin/dockerd
Type=notify
Delegate=yes
KillMode=process
Restart=always
RestartSec=5
TimeoutStartSec=0
LimitNPROC=infinity
LimitCORE=infinity
TasksMax=infinity
OOMScoreAdjust=-500

[Install]
WantedBy=multi-user.target
EOF
put 0644 /etc/systemd/system/cri-docker.service <<'EOF'
[Unit]
Description=CRI interface for Docker
After=docker.service
Requires=docker.service

[Service]
ExecStart=/usr/local/bin/cri-dockerd \
  --cni-bin-dir=/opt/cni/bin \
  --cni-conf-dir=/etc/cni/net.d \
  --container-runtime-endpoint=unix:///run/cri-dockerd.sock \
  --network-plugin=cni \
  --pod-infra-container-image=registry.k8s.io/pause:3.10
Type=notify
Delegate=yes
KillMode=process
Restart=always
RestartSec=5
TasksMax=infinity

[Install]
WantedBy=multi-user.target
EOF
put 0644 /var/lib/kubelet/worker-0.pem <<'EOF'
-----BEGIN CERTIFICATE-----
MIIB8jCCAZigAwIBAgIQMV/FX34DNdcbmJI11sb1ODAKBggqhkjOPQQDAjAgMR4w
HAYDVQQDExVURVNUIEtFWVMsIG5vdCBzZWNyZXQwIBcNMjAwMTAxMDAwMDAwWhgP
OTk5OTEyMzEyMzU5NTlaMDYxFTATBgNVBAoTDHN5c3RlbTpub2RlczEdMBsGA1UE
AxMUc3lzdGVtOm5vZGU6d29ya2VyLTAwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
AATJrGjZnL2FgumiYzmHAsOdzhQxh6ZEBswguEpLkzrEmE7HzRTwmvqDBGWE9Ru4
FlQD2/9eAPw3qkz1RRvaPVqOo4GbMIGYMAwGA1UdEwEB/wQCMAAwDgYDVR0PAQH/
BAQDAgeAMB0GA1UdJQQWMBQGCCsGAQUFBwMCBggrBgEFBQcDATAZBgNVHREEEjAQ
ggh3b3JrZXItMIcECvAAFDAfBgNVHSMEGDAWgBQDOYzzuXYfx8lfNa57GMoLwxvY
BTAdBgNVHQ4EFgQU+HqGpD1HxQ1udbrzoSC9Qlbe6ngwCgYIKoZIzj0EAwIDSAAw
RQIhAOqRtN+zdGtJ2Ylw3i1EcwKmj2Ew1gBGIap4IxPCLS/7AiA1oxLgTS2lv25M
nIX56/Pvx3O3JtvVuk6ArO7c4bEo+A==
-----END CERTIFICATE-----
EOF
put 0600 /var/lib/kubelet/worker-0-key.pem <<'EOF'
-----BEGIN PRIVATE KEY-----
MEECAQAwEwYHKoZIzj0CAQYIKoZIzj0DAQcEJzAlAgEBBCBtGyvYoCeLH42UpXuM
9pCb+BsZ9CGjBHaNcAiQZJXrgA==
-----END PRIVATE KEY-----
EOF
put 0644 /var/lib/kubelet/kubelet-config.yaml <<'EOF'
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: /var/lib/kubernetes/ca.pem}}
authorization: {mode: Webhook}
cgroupDriver: systemd
clusterDNS:
- 10.32.0.10
clusterDomain: cluster.local
containerRuntimeEndpoint: unix:///run/cri-dockerd.sock
resolvConf: /run/systemd/resolve/resolv.conf
tlsCertFile: /var/lib/kubelet/worker-0.pem
tlsPrivateKeyFile: /var/lib/kubelet/worker-0-key.pem
EOF
put 0644 /var/lib/kubelet/kubeconfig <<'EOF'
apiVersion: v1
kind: Config
clusters:
- {name: matrix, cluster: {certificate-authority: /var/lib/kubernetes/ca.pem, server: https://10.240.0.10:6443}}
users:
- name: kubelet
  user: {client-certificate: /var/lib/kubelet/worker-0.pem, client-key: /var/lib/kubelet/worker-0-key.pem}
contexts:
- {name: default, context: {cluster: matrix, user: kubelet}}
current-context: default
EOF
put 0644 /etc/systemd/system/kubelet.service <<'EOF'
[Unit]
Description=Kubernetes Kubelet
After=cri-docker.service
Wants=cri-docker.service

[Service]
ExecStart=/usr/local/bin/kubelet \
  --config=/var/lib/kubelet/kubelet-config.yaml \
  --hostname-override=worker-0 \
  --kubeconfig=/var/lib/kubelet/kubeconfig \
  --node-ip=10.240.0.20
Restart=on-failure
RestartSec=5

[Install]
WantedBy=multi-user.target
EOF
put 0644 /var/lib/kube-proxy/kube-proxy.pem <<'EOF'
-----BEGIN CERTIFICATE-----
MIIB0DCCAXagAwIBAgIRAMeJb+2j8zAzFEMg92Sa1w0wCgYIKoZIzj0EAwIwIDEe
MBwGA1UEAxMVVEVTVCBLRVlTLCBub3Qgc2VjcmV0MCAXDTIwMDEwMTAwMDAwMFoY
Dzk5OTkxMjMxMjM1OTU5WjA6MRwwGgYDVQQKExNzeXN0ZW06bm9kZS1wcm94aWVy
MRowGAYDVQQDExFzeXN0ZW06a3ViZS1wcm94eTBZMBMGByqGSM49AgEGCCqGSM49
AwEHA0IABHsj+AwM7vmXwtXxx9fB3TBMNX1ZaaB89rQGDePFjmlR85IMtXXbDI1i
W/FHT/7xAZz/Jr4yX3uOvwamUFLEprajdTBzMAwGA1UdEwEB/wQCMAAwDgYDVR0P
AQH/BAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB8GA1UdIwQYMBaAFAM5jPO5
dh/HyV81rnsYygvDG9gFMB0GA1UdDgQWBBSZYGvKFQD84mjCf/mNlPU73neJEDAK
BggqhkjOPQQDAgNIADBFAiBJAxJP0mlmsqEZigDCAiFddc3wcGATBJPG8t+gI7nn
MgIhAJAchtjbqFgcoy+YBR8nEwQGxMZ+zMMKET4pE5tWAP3v
-----END CERTIFICATE-----
EOF
put 0600 /var/lib/kube-proxy/kube-proxy-key.pem <<'EOF'
-----BEGIN PRIVATE KEY-----
MEECAQAwEwYHKoZIzj0CAQYIKoZIzj0DAQcEJzAlAgEBBCC6JBaSY7bIyjBa1jxB
reWBeyoO5FLY25Li4JRC43/5Wg==
-----END PRIVATE KEY-----
EOF
put 0644 /var/lib/kube-proxy/kube-proxy-config.yaml <<'EOF'
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
clientConnection: {kubeconfig: /var/lib/kube-proxy/kubeconfig}
clusterCIDR: 10.200.0.0/16
hostnameOverride: worker-0
mode: nftables
EOF
put 0644 /var/lib/kube-proxy/kubeconfig <<'EOF'
apiVersion: v1
kind: Config
clusters:
- {name: matrix, cluster: {certificate-authority: /var/lib/kubernetes/ca.pem, server: https://10.240.0.10:6443}}
users:
- name: kube-proxy
  user: {client-certificate: /var/lib/kube-proxy/kube-proxy.pem, client-key: /var/lib/kube-proxy/kube-proxy-key.pem}
contexts:
- {name: default, context: {cluster: matrix, user: kube-proxy}}
current-context: default
EOF
put 0644 /etc/systemd/system/kube-proxy.service <<'EOF'
[Unit]
Description=Kubernetes Kube Proxy

[Service]
ExecStart=/usr/local/bin/kube-proxy \
  --config=/var/lib/kube-proxy/kube-proxy-config.yaml
Restart=on-failure
RestartSec=5

[Install]
WantedBy=multi-user.target
EOF
put 0755 /usr/local/bin/bootwright-status <<'EOF'
#!/bin/bash
# How this node's first boot went; 0 if it is ready, and still stands.
. /opt/bootwright/library.sh && told
EOF
put 0700 /opt/bootwright/library.sh <<'EOF'
# shellcheck shell=bash
export LC_ALL=C HOME=/root
declare -A jobs
files=(/var/lib/kubernetes/ca.pem /etc/modules-load.d/kubernetes.conf /etc/sysctl.d/zz-kubernetes.conf /etc/systemd/networkd.conf.d/kubernetes.conf /etc/docker/daemon.json /etc/crictl.yaml /etc/systemd/system/{docker.service,cri-docker.service,kubelet.service,kube-proxy.service} /var/lib/kubelet/{"$node".pem,"$node"-key.pem,kubelet-config.yaml,kubeconfig} /var/lib/kube-proxy/{kube-proxy.pem,kube-proxy-key.pem,kube-proxy-config.yaml,kubeconfig} /usr/local/bin/bootwright-status /opt/bootwright/{library.sh,install.sh})
kept=(/var/lib/kubelet/{pki,kubeconfig})

ending() { :; }

say() { echo "bootwright: $*" | tee /dev/console || :; }

content() { cat "$1" 2>&- || :; }

save() { cat >"$1.new" && sync "$1.new" && mv "$1.new" "$1"; }

uptime() { cut -d. -f1 /proc/uptime; }

report() {
 status=$(printf '{"node":"%s","document":"%s","attempt":%s,"started":"%s","state":"%s","step":"%s","error":"%s","nodeReady":"%s","time":"%s"}' \
  "$node" "$digest" "$attempt" "$started" "$1" "${2-}" "${3-}" "$(content node)" "$(date -u +%FT%TZ)")
 if echo "$status" >status.new; then
  mv status.new status.json
 elif echo "$status" 1<>status.json; then # in place: the disk is full
  truncate -s ${#status} status.json
 fi
}

curl_url() {
 local url=${1//\\/\\\\}
 echo "url = \"${url//\"/\\\"}\""
}

start() {
 local step=$1 mark=${*:2}
 shift
 case $1 in files | forget | clock | host | health | join) mark+=" $attempt" ;; esac
 (
  [ "$(content "done/$step" | head -n 1)" != "$mark" ] || ! stands "$step" || exit 0
  "$@" 2>&1 | tee "log/$step"
  [ "$1" = put ] || sync
  (echo "$mark" && content "cache/$step.files") | save "done/$step"
 ) &
 jobs[$step]=$!
}

stands() {
 local mark path
 mapfile -t mark <"done/$1"
 for path in "${mark[@]:1}"; do
  [ -s "$path" ] || { echo "$path is gone" && return 1; }
 done
 [[ $1 != start-* ]] || systemctl -q is-active "${1#start-}" || { echo "${1#start-} does not run" && return 1; }
}

finish() {
 local step why
 report running "$1"
 for step; do
  wait "${jobs[$step]}" && continue
  (($? < 129 || $? > 159)) || kill -KILL $$
  why=$(tail -n 5 "log/$step" | tr -cd '[:print:]\n')
  [ -n "$why" ] || why=$(echo 2>&1 >log/probe) || :
  say "FAILED $step: ${why##*$'\n'}"
  report failed "$step" "$(echo "$why" | sed 's/[\\"]/\\&/g; s/$/\\n/' | tr -d '\n')"
  ending failed "$step" || :
  exit 1
 done
}

do_now() { start "$@"; finish "$1"; }

files() {
 [ "$(sha256sum "${files[@]}" | sha256sum)" != "$digest  -" ] || return 0
 echo "a file of the document is incomplete${unmended-; cloud-init writes it again at the next boot}"
 return 1
}

clock() {
 local now try what=expired
 for try in {1..300}; do
  now=$(date +%s)
  ((now < $1 || now >= $2)) || return 0
  ((now < $1 || try < 30)) || break
  sleep 2
 done
 ((now >= $1)) || what='not valid yet'
 echo "the certificates are $what: from $(date -d "@$1" +%F) to $(date -d "@$2" +%F), and the clock says $(date +%F)"
 return 1
}

only_root() { [ "$(stat -c %u .)" = 0 ] && ((!(8#$(stat -c %a .) & 8#22))); }

enter() {
 local part rest=${1#/} here open
 cd /
 while [ -n "$rest" ]; do
  part=${rest%%/*}
  rest=${rest:${#part}}
  rest=${rest#/}
  here=$(pwd -P)
  open=$(only_root || echo yes)
  if [ -L "./$part" ]; then
   [ -z "$open" ] || { echo "$1: $here/$part is a link, and not only root can write there" && return 1; }
   part=$(readlink "./$part")
   [ "${part::1}" != / ] || cd /
   rest=$part/$rest
   continue
  fi
  [ -d "./$part" ] || mkdir -m 755 "./$part" || return
  cd -P "./$part" || return
  [ -z "$open" ] || [ "$(pwd -P)" = "${here%/}/$part" ] || { echo "$1: $here/$part has become a link" && return 1; }
 done
}

make_directories() { for path; do (enter "$path"); done; }

close_directories() { (umask 022 && mkdir -p "$@" && chmod go= "$@"); }

kernel() {
 xargs -a /etc/modules-load.d/kubernetes.conf modprobe -a
 sysctl -q -p /etc/sysctl.d/zz-kubernetes.conf
}

swap_off() {
 swapoff -a
 [ ! -e /etc/fstab ] || sed -i -E 's/^[^#]\S*\s+\S+\s+swap\s/#&/' /etc/fstab
 systemctl --root=/ mask swap.target
}

resolver() {
 if [ ! -e "$1" ]; then
  mkdir -p /etc/tmpfiles.d
  echo "L $1 - - - - /etc/resolv.conf" >/etc/tmpfiles.d/kubernetes.conf
  systemd-tmpfiles --create /etc/tmpfiles.d/kubernetes.conf
 fi
 ls -L "$1"
}

packages() {
 umask 022
 export DEBIAN_FRONTEND=noninteractive
 for try in {1..8}; do
  apt-get -qy -o DPkg::Lock::Timeout=300 --no-upgrade --no-install-recommends install "$@" && return
  sleep $((try * try))
  dpkg --configure -a || :
  apt-get -q update || :
 done
 return 1
}

download() (
 flock -w 5 9 || :
 type curl >/dev/null || packages ca-certificates curl
 ulimit -f 2097152
 curl_url "$1" | curl -fsSL --connect-timeout 10 -y 30 -Y 1000 -C - --proto-redir =https -o "$2" -K -
) 9<cache

right() {
 "${1%:*}sum" -c --status <<<"${1#*:}  $2"
}

fetch() {
 [ ! -s "$3" ] || ! right "$2" "$3" || return 0
 for try in {1..8}; do
  [ "$try" != 4 ] || rm -f "$3"
  for source in "${sources[@]-https://}"; do
   [[ $1 != *://* ]] || source=
   download "$source$1" "$3" || continue
   right "$2" "$3" && return
   echo "$source$1 is not $2"
   rm -f "$3"
  done
  sleep $((try * try))
 done
 echo "no source has $1"
 return 1
}

put() {
 umask 022
 local file=cache/${1##*/} new=$3/.new-${1##*/}
 fetch "$1" "$2" "$file"
 rm -rf "$new"
 mkdir -p "$new"
 case $4 in
  tar) tar -xf "$file" -C "$new" --no-same-owner "${@:5}" ;;
  file) cp "$file" "$new/$5" ;;
 esac
 chmod -R 755 "$new"
 find "$new" -type f | sed "s|.*/|$3/|" >"cache/$step.files"
 find "$new" -type f -exec sync {} + -exec mv -f -t "$3" {} +
 sync "$3"
 rm -rf "$new" "$file"
}

serve() { do_now "start-$1" start_unit "$@"; }

start_unit() {
 umask 022
 systemctl --root=/ enable "$1"
 systemctl restart "$1" "${@:3}" && return
 journalctl -q -n 5 -o cat --no-pager -u "$1"
 return 1
}

healthz() {
 [ "$1" != none ] || return 0
 exec 3<>"/dev/tcp/$1"
 printf 'GET /healthz HTTP/1.0\r\n\r\n' >&3
 timeout 5 grep -q ' 200 ' <&3
}

health() {
 local good=0 units=("${@:2}")
 for _ in {1..150}; do
  sleep 2
  good=$((good + 1))
  for unit in "${units[@]}"; do systemctl -q is-active "$unit" || good=0; done
  (healthz "$1") 2>&- || good=0
  [ $good -lt 5 ] || return 0
 done
 journalctl -q -n 5 -o cat --no-pager "${units[@]/#/-u}"
 return 1
}

join() {
 local answer end said='' why name=${4-$(sed -n 's/^NODE_NAME=//p' identity)}
 name=${name:-$(uname -n)}
 end=$(($(uptime) + 600))
 until answer=$(HOME=$PWD/cache timeout 20 "$1" --kubeconfig="$2" --request-timeout=9s get --raw "/api/v1/nodes/${name,,}" 2>&1 </dev/null); do
  case $answer in
   *': lookup '*) why='its name is not known here' ;;
   *refused*) why='nothing listens there' ;;
   *'no route'* | *unreachable*) why='no route to it' ;;
   *x509:*) why="its certificate is not trusted: ${answer##*x509: }" ;;
   *nauthorized* | *'logged in'* | *'error: tls'*) why="it refuses this node's certificate: expired, or of a CA unknown to it" ;;
   *orbidden*) why='it does not let this node read its own Node' ;;
   *otFound* | *'not found'*) why="it has no Node ${name,,}: see journalctl -u kubelet" ;;
   '' | *imeout* | *deadline*) why='no answer: a firewall?' ;;
   *) why=$answer ;;
  esac
  why="API server $3: $why"
  [ "$why" = "$said" ] || say "$why"
  said=$why
  (($(uptime) < end)) || { echo "$answer"$'\n'"$why" && return 1; }
  sleep 5
 done
 [[ $answer =~ \"Ready\",\ ?\"status\":\ ?\"([A-Za-z]+) ]] || :
 echo "${BASH_REMATCH[1]-Unknown}" >node
 rm -rf cache/.kube
}

forget() {
 local path old
 say "this disk was another machine's (${was[0]}): its keys go"
 systemctl daemon-reload
 for path in done/start-*; do systemctl stop "${path#*start-}" || :; done
 mapfile -t old <files
 (find "${kept[@]}" "${old[@]}" ! -type d 2>&- || :) | (grep -vxFf <(printf '%s\n' "${files[@]}") || :) |
  while read -r path; do
   [[ $path != /etc/systemd/* ]] || systemctl disable --now "${path##*/}" || :
   rm -f "$path"
  done
 find -H /var/lib/cloud/instances/ -mindepth 1 -maxdepth 1 ! -samefile /var/lib/cloud/instance -exec rm -rf {} + 2>&- || :
 rm -f identity done/*
}

ended() {
 local step why count=/run/bootwright
 step=$(sed -n 's/.*"running","step":"\([^"]*\).*/\1/p' status.json)
 [ -n "$step" ] || exit 0
 why="ended from outside (${SERVICE_RESULT-} ${EXIT_STATUS-})"
 if echo >>$count && [ "$(wc -l <$count)" -lt 6 ]; then
  systemd-run --on-active=30 systemctl --no-block start bootwright || :
  why+='; it goes on by itself'
 fi
 say "FAILED $step: $why"
 attempt=$(content attempt)
 started=$(sed 's/.*"started":"//; s/".*//' status.json)
 report failed "$step" "$why\\n"
 [[ $why == *'goes on'* ]] || ending failed "$step" || :
 exit 0
}

begin() {
 local i now other=
 mkdir -p /var/lib/bootwright/{done,log,cache}
 cd /var/lib/bootwright || exit
 chmod 700 .
 digest=$(sed -n 's/^# files: //p' /etc/systemd/system/bootwright.service)
 [ $# = 0 ] || ended
 mapfile -t was < <(content machine)
 now=("$node" "$(content /var/lib/cloud/data/instance-id)" "$(content /etc/machine-id)")
 for i in 0 1 2; do
  case ${now[i]} in '' | iid-datasource-none | uninitialized) now[i]=${was[i]-} ;; esac
  [ "${was[i]:-${now[i]}}" = "${now[i]}" ] || other=yes
 done
 [ -z "$other" ] || rm -f ready attempt done/forget
 [ "$(content ready)" != "$digest" ] || exit 0
 rm -f node
 attempt=$(($(content attempt) + 1))
 echo $attempt >attempt || :
 [ $attempt = 1 ] || systemctl daemon-reload
 started=$(date -u +%FT%TZ)
 began=$(uptime)
 do_now files files
 [ -z "$other" ] || do_now forget forget
 printf '%s\n' "${files[@]}" "${kept[@]}" | save files
 printf '%s\n' "${now[@]}" | save machine
}

seed() { cd /var/lib/cloud/instance 2>&- && cat user-data.txt ../../data/instance-id | sha256sum; }

ready() {
 local words
 case $(content node) in
  True) words='its Node is Ready' ;;
  '') words='the API server was not asked' ;;
  *) words='its Node has joined, and is not Ready yet' ;;
 esac
 report ready
 ending ready || :
 say "READY $node after $(($(uptime) - began)) s: $words"
 (seed) | save seed || :
 save ready <<<"$digest"
}

told() {
 cd /var/lib/bootwright || exit
 sed 's/[{}"]//g; s/,\([a-zA-Z]*:\)/\n\1/g; s/\\n/\n  /g' status.json
 grep -q '"ready"' status.json || return
 local step end bad=0
 for step in done/*; do stands "${step#*/}" || bad=1; done
 read -r _ _ end _ <done/clock
 (($(date +%s) < end)) || { echo "its certificates expired on $(date -d "@$end" +%F)" && bad=1; }
 return $bad
}
EOF
put 0700 /opt/bootwright/install.sh <<'EOF'
#!/bin/bash
# Makes this machine a Kubernetes node: bootwright.service runs it until it is done.
set -euo pipefail
umask 077
node=worker-0

. /opt/bootwright/library.sh || :
type begin >/dev/null || {
  echo 'bootwright: FAILED files: library.sh is incomplete' | tee /dev/console
  exit 1
}

host() {
  make_directories /etc/cni/net.d
  close_directories /var/lib/kubelet /var/lib/kube-proxy
  kernel
  swap_off
  systemctl try-restart systemd-networkd # its settings are new to it
  resolver /run/systemd/resolve/resolv.conf
}

begin "$@"
do_now clock clock 1577836800 253402300799
start kubernetes-node put dl.k8s.io/v1.33.13/kubernetes-node-linux-arm64.tar.gz sha512:db67068addb2331e964250d7f5c6433748351f1342a3db212658753439d7b6be837067a4bfdb1dce7114d2891d6e4c8d8bf50a729732b8f5413d1e9f1fa60511 /usr/local/bin tar kubernetes/node/bin/{kubelet,kube-proxy,kubectl}
start docker put download.docker.com/linux/static/stable/aarch64/docker-28.5.2.tgz sha256:9e4f82996ab790724094475ebed33a736434bfe5d45231b676fef22ffb80044d /usr/local/bin tar
start cri-dockerd put github.com/Mirantis/cri-dockerd/releases/download/v0.4.3/cri-dockerd-0.4.3.arm64.tgz sha256:f1b693ca030f2809b789eacd3fc26ab5f6d85ab68ab184fa3c003572fafe3109 /usr/local/bin tar
start cni-plugins put github.com/containernetworking/plugins/releases/download/v1.9.1/cni-plugins-linux-arm64-v1.9.1.tgz sha256:56171987d3947707c3563db2f4001bccaf50fd63468611b9f3cbecb1375ee7ec /opt/cni/bin tar
start host host
start packages packages iptables nftables
finish host packages docker
serve docker 528c2cf84569
finish cri-dockerd
serve cri-docker 44742421b263
finish kubernetes-node cni-plugins
serve kubelet 0497ec65b199
serve kube-proxy bd07d2c42eab
start crictl put github.com/kubernetes-sigs/cri-tools/releases/download/v1.33.0/crictl-v1.33.0-linux-arm64.tar.gz sha256:e1f34918d77d5b4be85d48f5d713ca617698a371b049ea1486000a5e86ab1ff3 /usr/local/bin tar crictl
do_now health health 127.0.0.1/10248 docker cri-docker kubelet kube-proxy
finish crictl
do_now join join /usr/local/bin/kubectl /var/lib/kubelet/kubeconfig https://10.240.0.10:6443 worker-0
ready
EOF
}

scratch=$(mktemp -d /run/bootwright-looks.XXXXXX)
trap 'rm -rf "$scratch"' EXIT
consider
install -d -m 0700 $state
# From now on the files are this script's: cloud-init is not to write those of its own document again.
(cd /var/lib/cloud/instance 2>/dev/null && cat user-data.txt ../../data/instance-id | sha256sum >$state/seed) || :
document
rm -f $state/new
# A step that this document does not have is done again when a later one has it.
for mark in "$state"/done/*; do
  [[ ${mark##*/} = start-* ]] || grep -qE "^(start|do_now) ${mark##*/} " /opt/bootwright/install.sh 2>&- || rm -f "$mark"
done
systemctl daemon-reload
systemctl enable -q bootwright.service
# What is no longer there or does not run is put back: a mark alone is no proof.
/usr/local/bin/bootwright-status &>/dev/null || rm -f $state/ready
systemctl restart bootwright.service || die "$(/usr/local/bin/bootwright-status)"
/usr/local/bin/bootwright-status
