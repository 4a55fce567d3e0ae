# Installs release/Sharemem-*-setup-x64.exe as a user would, starts the app, asks one thing, and uninstalls it.
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest
$patience = 60

function Wait-For([string] $what, [scriptblock] $holds) {
    $end = (Get-Date).AddSeconds($patience)
    while (-not (& $holds)) {
        if ((Get-Date) -gt $end) { throw "not within $patience s: $what" }
        Start-Sleep -Milliseconds 250
    }
    Write-Output "seen: $what"
}

function Get-Entry {
    Get-ItemProperty 'HKCU:\Software\Microsoft\Windows\CurrentVersion\Uninstall\*' |
        Where-Object { $_.PSObject.Properties['DisplayName'] -and $_.DisplayName -like 'Sharemem*' }
}

$setup = @(Get-Item 'release/Sharemem-*-setup-x64.exe')
if ($setup.Count -ne 1) { throw "there are $($setup.Count) installers" }
Start-Process $setup[0].FullName -ArgumentList '/S' -Wait
$entry = Get-Entry
if (-not $entry) { throw 'it is not on the list of installed programs' }
if ($entry.UninstallString -notmatch '^"(.+?)"') { throw "the uninstaller is not quoted: $($entry.UninstallString)" }
$uninstaller = $Matches[1]
$folder = Split-Path $uninstaller
$program = Join-Path $folder 'Sharemem.exe'
Write-Output "installed into $folder"

# The app itself, with its fuses: it shows a window, and ends when that is closed.
$app = Start-Process $program -PassThru
Wait-For 'the window' { $app.Refresh(); $app.MainWindowHandle -ne 0 }
if (-not $app.CloseMainWindow()) { throw 'the window takes no message' }
Wait-For 'its end' { $app.HasExited }

# One request by the installed executable, run as its own helpers are.
$cli = Join-Path $folder 'resources\app.asar.unpacked\dist\cli\cli.js'
$trace = Join-Path $env:RUNNER_TEMP 'installed.jsonl'
$env:ELECTRON_RUN_AS_NODE = '1'
$run = Start-Process $program -ArgumentList "`"$cli`"", 'run', 'request-reply', '--record', "`"$trace`"" -Wait -PassThru
Remove-Item Env:ELECTRON_RUN_AS_NODE
if ($run.ExitCode -ne 0) { throw "the request ended with $($run.ExitCode)" }
$calls = @(Get-Content $trace | ForEach-Object { $_ | ConvertFrom-Json } | Where-Object { $_.PSObject.Properties['kind'] -and $_.kind -eq 'call' })
$without = @($calls | Where-Object { -not $_.PSObject.Properties['source'] -or -not $_.source })
if ($calls.Count -eq 0 -or $without.Count -gt 0) { throw "$($without.Count) of $($calls.Count) calls have no source line" }
Write-Output "seen: a request of $($calls.Count) calls, each with its source line"

Start-Process $uninstaller -ArgumentList '/S' -Wait
# The uninstaller goes on as a copy of itself.
Wait-For 'an empty place' { -not (Test-Path $folder) -and -not (Get-Entry) }
