# Runs the built action in a console of its own, sends Ctrl+C to that console, as the runner does to cancel a step, and
# verifies that the step ended as cancelled with its outputs. Needs the sandbox at $env:API_URL.
$ErrorActionPreference = 'Stop'

Add-Type -Namespace Native -Name Console -MemberDefinition @'
[DllImport("kernel32.dll")] public static extern bool FreeConsole();
[DllImport("kernel32.dll", SetLastError = true)] public static extern bool AttachConsole(uint processId);
[DllImport("kernel32.dll")] public static extern bool SetConsoleCtrlHandler(IntPtr handler, bool ignore);
[DllImport("kernel32.dll", SetLastError = true)] public static extern bool GenerateConsoleCtrlEvent(uint ctrlEvent, uint group);
'@

$output = (New-TemporaryFile).FullName
$log = (New-TemporaryFile).FullName
${env:GITHUB_OUTPUT} = $output
${env:INPUT_API-KEY} = $env:API_KEY
${env:INPUT_API-URL} = $env:API_URL
${env:INPUT_WEB-URL} = 'https://staging.example.com'
${env:INPUT_TEST-IDS} = 'stuck'
$step = Start-Process node dist/index.js -PassThru -WindowStyle Hidden -RedirectStandardOutput $log
$null = $step.Handle # Otherwise the exit code is lost.

$deadline = (Get-Date).AddSeconds(30)
while (-not (Select-String -Quiet -Pattern '^run-id' -Path $output)) {
  if ((Get-Date) -gt $deadline) { Get-Content $log; throw 'The step has created no run.' }
  Start-Sleep -Milliseconds 200
}

$null = [Native.Console]::FreeConsole()
if (-not [Native.Console]::AttachConsole($step.Id)) { throw 'The console of the step cannot be attached.' }
$null = [Native.Console]::SetConsoleCtrlHandler([IntPtr]::Zero, $true)
$null = [Native.Console]::GenerateConsoleCtrlEvent(0, 0)
$ended = $step.WaitForExit(10000)
$null = [Native.Console]::FreeConsole()

Get-Content $log
if (-not $ended) { $step.Kill(); throw 'The step did not end within 10 s.' }
if ($step.ExitCode -ne 1) { throw "The step ended with exit code $($step.ExitCode)." }
if ((Get-Content -Raw $output) -notmatch '(?m)^conclusion<<.*\r?\ncancelled\r?$') { throw 'The conclusion is not "cancelled".' }
