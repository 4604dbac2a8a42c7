# shellcheck shell=bash
# What the service hears of a boot, by the task token that it leaves in a parameter for this machine.
steps='' # JSON objects, a comma between them
current_step=start
reporter=
asking= # for the secret (host.sh)

# In the log, and where the user data's output goes.
tell() { # LINE
  echo "kubewright: $1"
  echo "kubewright: $1" >&3 || true
}

fail() { # REASON
  echo "error: $1"
  exit 1
}

# step NAME COMMAND...: the report says how long each took.
step() {
  local began=$EPOCHREALTIME seconds
  current_step=$1
  shift
  "$@"
  seconds=$(seconds_since "$began")
  steps+=${steps:+,}"{\"name\":\"$current_step\",\"seconds\":$seconds}"
  tell "$current_step took $seconds s"
}

seconds_since() { # EPOCHREALTIME
  local microseconds=$((${EPOCHREALTIME/[.,]/} - ${1/[.,]/}))
  printf '%d.%02d' $((microseconds / 1000000)) $((microseconds / 10000 % 100))
}

# Prints the task token; fails while there is none.
task_token() {
  jq -nc --arg name "$report_prefix/$instance_id" '{Name: $name, WithDecryption: true}' |
    aws_call ssm AmazonSSM.GetParameter 2>/dev/null | jq -ej '.Parameter.Value // empty'
}

# answer_task OPERATION TOKEN [FIELDS]
answer_task() {
  printf '%s' "$2" | jq -Rsc --argjson fields "${3:-{\}}" '{taskToken: .} + $fields' |
    aws_call states "AWSStepFunctions.$1" >/dev/null
}

# Where hundreds of machines boot at once the stage is late, and Parameter Store answers 40 looks a second in all: after twenty of them a
# machine looks now and then, and not at the same moments as the others.
pause_after() { # LOOKS SECONDS
  if [ "$1" -lt 20 ]; then sleep "$2"; else sleep $((5 + RANDOM % 6)); fi
}

# Says that this machine is alive while it boots. The token is looked up each time: a repeated stage leaves a newer one.
start_reporter() {
  {
    trap - EXIT
    # Whoever waits has more patience than a boot that goes well takes; it needs the processors for itself.
    sleep 10
    looks=0
    while :; do
      if token=$(task_token); then
        answer_task SendTaskHeartbeat "$token" || true
        sleep 15
      else
        looks=$((looks + 1))
        pause_after "$looks" 1
      fi
    done
  } 3>&- 9>&- &
  reporter=$!
}

stop_reporter() {
  [ -z "$reporter" ] || kill "$reporter" 2>/dev/null || true
  reporter=
}

# Answers whoever waits for this machine, as soon as somebody does. A token that is refused is one of a stage that has been repeated since,
# or of one that is over.
deliver() { # OPERATION FIELDS
  local deadline=$((SECONDS + 1800)) token refused='' status looks=0
  while [ $SECONDS -lt $deadline ]; do
    if token=$(task_token) && [ "$token" != "$refused" ]; then
      status=0
      answer_task "$1" "$token" "$2" || status=$?
      case $status in
        0) return 0 ;;
        1) refused=$token deadline=$((SECONDS + 120)) ;;
      esac
    fi
    looks=$((looks + 1))
    pause_after "$looks" 0.5
  done
  return 1
}

report_success() {
  local report version
  version=$(kubelet --version)
  report=$(jq -nc --slurpfile identity "$run/identity.json" --arg role "$role" --argjson steps "[$steps]" --arg version "${version##* }" \
    --argjson kinds "${kinds:-null}" --argjson findings "${findings:-null}" --argjson found "${found:-0}" '
    {instanceId: $identity[0].instanceId, nodeName: $identity[0].nodeName, role: $role, steps: $steps, kubeletVersion: $version}
    + if $kinds then {kinds: $kinds} else {} end
    + if $findings then {findings: $findings, found: $found} else {} end')
  stop_reporter
  deliver SendTaskSuccess "$(jq -nc --arg output "$report" '{output: $output}')"
}

# The last error of the log, without the secrets of this machine should it name one.
cause() {
  local text secret
  text=$(grep -iE 'error|fail|cannot|refused|\[ERROR' "$log" | grep -vE 'stack trace|WARNING|^kubewright: ' | tail -n 3 | cut -c -400)
  if [ -s "$run/secret.json" ]; then
    while IFS= read -r secret; do text=${text//"$secret"/***}; done < <(jq -r '.bootstrapToken, .certificateKey, .encryptionKey | strings | select(length > 0)' "$run/secret.json")
  fi
  printf '%s: %s' "$current_step" "${text:-see $log}"
}

# However this ends: nothing secret stays in memory, and a failure is told.
finish() {
  local status=$?
  trap - EXIT
  stop_reporter
  [ -z "$asking" ] || kill "$asking" 2>/dev/null || true
  [ "${role:-}" != drill ] || stop_alone
  if [ $status != 0 ]; then
    tell "$current_step failed, see $log"
    [ -z "${instance_id:-}" ] || deliver SendTaskFailure "$(jq -nc --arg cause "$(cause)" '{error: "BootFailed", cause: $cause}')" || true
  fi
  rm -rf "$run"
  # It has told all that it had to tell.
  [ "${role:-}" != drill ] || systemctl --no-block poweroff || true
  exit $status
}
