# Written by scripts/completions.
_platlint() {
  local word=$2 before=$3
  COMPREPLY=()
  # bash takes a colon for the end of a word; a platform's name has some.
  if declare -F _get_comp_words_by_ref >/dev/null; then
    local words cword
    _get_comp_words_by_ref -n : words cword
    word=${words[cword]} before=${words[cword - 1]}
  fi
  case $before in
    -t | --target) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    -p | --platform | --python-platform) mapfile -t COMPREPLY < <(compgen -W "$(platlint --list-platforms | awk '{ print $1 == "=" ? $2 : $1 }' | grep -E '^[a-z0-9_.:/+-]+$')" -- "$word") ;;
    --python | --python-version) : ;;
    --node) : ;;
    --provides) : ;;
    --sysroot) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    --files-from) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    --from) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    --function) : ;;
    --parameter) : ;;
    --skip) : ;;
    --lock) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    --extra) : ;;
    --group) : ;;
    --format) mapfile -t COMPREPLY < <(compgen -W 'text json ndjson sarif cyclonedx github junit gitlab markdown html fix prune prunez' -- "$word") ;;
    -o | --output) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    --installer) mapfile -t COMPREPLY < <(compgen -W 'uv uv-sync pip poetry pdm pipenv pex conda sam serverless npm pnpm bun yarn' -- "$word") ;;
    --color) mapfile -t COMPREPLY < <(compgen -W 'auto always never' -- "$word") ;;
    --fail-on) mapfile -t COMPREPLY < <(compgen -W 'error warning' -- "$word") ;;
    --select) mapfile -t COMPREPLY < <(compgen -W "$(platlint --list-rules | awk '{ print $1 }')" -- "$word") ;;
    --ignore) mapfile -t COMPREPLY < <(compgen -W "$(platlint --list-rules | awk '{ print $1 }')" -- "$word") ;;
    --exclude) : ;;
    --baseline) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    --write-baseline) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    --config) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    -j | --jobs) : ;;
    --max-entries) : ;;
    --max-bytes) : ;;
    --max-ratio) : ;;
    --max-depth) : ;;
    --max-memory) : ;;
    --max-time) : ;;
    --max-total-time) : ;;
    --list-platforms) : ;;
    --explain) mapfile -t COMPREPLY < <(compgen -W "$(platlint --list-rules | awk '{ print $1 }')" -- "$word") ;;
    *)
      if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W '-h --help --version -t --target -p --platform --python-platform --python --python-version --node --provides --sysroot --files-from --own-tags --from --function --parameter --skip --lock --extra --group --no-dev --format -o --output --installer --statistics --color -v --verbose -q --quiet --fail-on --require-native --select --ignore --exclude --baseline --write-baseline --config --no-config -j --jobs --thorough --follow-links --max-entries --max-bytes --max-ratio --max-depth --max-memory --max-time --max-total-time --list-platforms --list-rules --explain' -- "$word")
      else
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
        if [[ $COMP_CWORD == 1 && diff == "$word"* ]]; then COMPREPLY+=(diff); fi
      fi
      ;;
  esac
  if declare -F __ltrim_colon_completions >/dev/null; then __ltrim_colon_completions "$word"; fi
}
complete -o filenames -F _platlint platlint
