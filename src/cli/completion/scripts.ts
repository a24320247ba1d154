/** Each asks `bootwright __complete` for what may stand in place of the last word, and leaves files to the shell. */

const bash = `# Completion of bootwright in bash: source <(bootwright completion bash)
_bootwright() {
  local cur=\${COMP_WORDS[COMP_CWORD]} word rest name
  [ "$cur" = = ] && cur=
  COMPREPLY=()
  while IFS=$'\\t' read -r word rest; do
    case $word in
      :folders)
        compopt -o filenames 2>/dev/null
        while IFS= read -r name; do COMPREPLY+=("$name"); done < <(compgen -d -- "$cur")
        ;;
      :files)
        compopt -o filenames 2>/dev/null
        while IFS= read -r name; do
          if [ -z "$rest" ] || [ -d "$name" ] || [[ $name == *.yaml || $name == *.yml ]]; then COMPREPLY+=("$name"); fi
        done < <(compgen -f -- "$cur")
        ;;
      *) COMPREPLY+=("$word") ;;
    esac
  done < <(bootwright __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD-1}" "$cur" 2>/dev/null)
}
complete -F _bootwright bootwright
`;

const zsh = `#compdef bootwright
# Completion of bootwright in zsh: source <(bootwright completion zsh), below compinit
_bootwright() {
  local word rest
  local -a found
  while IFS=$'\\t' read -r word rest; do
    case $word in
      :folders) _files -/ ;;
      :files) if [[ -n $rest ]]; then _files -g '*.(yaml|yml)'; else _files; fi ;;
      *) found+=("\${word//:/\\\\:}\${rest:+:$rest}") ;;
    esac
  done < <(bootwright __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)
  (( $#found )) && _describe -t words bootwright found
}
if [[ $funcstack[1] == _bootwright ]]; then _bootwright "$@"; else compdef _bootwright bootwright; fi
`;

const fish = `# Completion of bootwright in fish: bootwright completion fish | source
function __bootwright_complete
    set -l current (commandline -ct)
    set -l words (commandline -opc) "$current"
    for line in (bootwright __complete -- $words[2..-1] 2>/dev/null)
        switch $line
            case ':folders'
                __fish_complete_directories "$current"
            case ':files*'
                __fish_complete_path "$current"
            case '*'
                echo $line
        end
    end
end
complete -c bootwright -f -a '(__bootwright_complete)'
`;

const powershell = `# Completion of bootwright in PowerShell: bootwright completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName bootwright -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  if ($wordToComplete -eq '') { $words += '' }
  foreach ($line in (bootwright __complete -- @words 2>$null)) {
    $word, $about = $line -split "\`t", 2
    if ($word -eq ':folders' -or $word -eq ':files') {
      Get-ChildItem -Path "$wordToComplete*" -Directory:($word -eq ':folders') |
        ForEach-Object { [System.Management.Automation.CompletionResult]::new((Resolve-Path -Relative $_.FullName)) }
    } else {
      if (-not $about) { $about = $word }
      [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $about)
    }
  }
}
`;

export const scripts = { bash, zsh, fish, powershell } as const;

export type Shell = keyof typeof scripts;

export const shellNames = Object.keys(scripts) as Shell[];

export const isShell = (name: string): name is Shell => Object.hasOwn(scripts, name);
