# Runs the build: ./build.ps1 TARGET... [--option value...]. `./build.ps1 --help` lists both.
# The same steps as build.sh: compiles build/ when its sources have changed, then runs it.
# No param() block: PowerShell would take --option for one of its own.
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 2.0

$env:NUKE_TELEMETRY_OPTOUT = '1'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_NOLOGO = '1'
$env:DOTNET_SKIP_FIRST_TIME_EXPERIENCE = '1'

$root = $PSScriptRoot
$temp = Join-Path $root '.nuke/temp'
$answer = Join-Path $temp 'engine'
$words = @($args | ForEach-Object { [string]$_ })

function Stop-Build([string[]] $lines) {
    $lines | ForEach-Object { [Console]::Error.WriteLine($_) }
    exit 255
}

function Get-Key([byte[]] $bytes) {
    $sha = [Security.Cryptography.SHA256]::Create()
    try { ([BitConverter]::ToString($sha.ComputeHash($bytes)) -replace '-', '').Substring(0, 20).ToLowerInvariant() }
    finally { $sha.Dispose() }
}

# NUKE keeps only the last one of a repeated switch, without a word.
$switches = @($words | Where-Object { $_.StartsWith('-') } | Group-Object { ($_ -replace '-', '').ToLowerInvariant() } | Where-Object Count -gt 1)
if ($switches.Count -gt 0) {
    $values = @()
    $taking = $false
    foreach ($word in $words) {
        if ($word.StartsWith('-')) { $taking = ($word -replace '-', '').ToLowerInvariant() -eq $switches[0].Name }
        elseif ($taking) { $values += $word }
    }
    $name = $switches[0].Group[0]
    Stop-Build "$name is given more than once, and only the last one would count.", "  Fix: write it once, as $name $($values -join ' ')"
}

$command = Get-Command dotnet -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
$dotnet = if ($command) { $command.Source } elseif ($env:DOTNET_ROOT) { Join-Path $env:DOTNET_ROOT 'dotnet' } else { $null }
if (-not $dotnet) {
    Stop-Build 'The .NET SDK is missing: there is no `dotnet` on PATH.',
        '  Fix: install the version that global.json names from https://dot.net/download, or set DOTNET_ROOT to its folder.'
}

function Assert-Sdk {
    $ErrorActionPreference = 'Continue' # Windows PowerShell takes a program's error output for an error of its own
    Push-Location $root
    try {
        & $dotnet --version *> $null
        if ($LASTEXITCODE -ne 0) {
            Stop-Build "No installed .NET SDK meets global.json: $((Get-Content global.json -Raw) -replace '\s', '')",
                "  Installed: $((& $dotnet --list-sdks) -join ', ')",
                '  Fix: install that version or a newer one of its major version from https://dot.net/download'
        }
    }
    finally { Pop-Location }
}

function Get-NuGetKey {
    $files = @(Join-Path $root 'Directory.Packages.props')
    for ($folder = $root; $folder; $folder = Split-Path $folder -Parent) { $files += Join-Path $folder 'nuget.config' }
    foreach ($base in $env:APPDATA, ${env:ProgramFiles(x86)}, $HOME) {
        if ($base) { $files += @('NuGet', '.nuget/NuGet', '.config/NuGet' | ForEach-Object { Join-Path $base "$_/NuGet.Config" }) }
    }
    Get-Key ([byte[]]@($files | Where-Object { Test-Path -LiteralPath $_ -PathType Leaf } | ForEach-Object { [IO.File]::ReadAllBytes($_) }))
}

function Get-Engine {
    if ($env:NUKE_ENGINE) {
        if ($env:NUKE_ENGINE -cnotin 'package', 'offline') {
            Stop-Build "NUKE_ENGINE is '$env:NUKE_ENGINE'.", '  Fix: set it to package (NUKE itself) or offline (build/Engine), or unset it.'
        }
        return $env:NUKE_ENGINE
    }

    $key = Get-NuGetKey
    if (Test-Path $answer) {
        $known = (Get-Content $answer -Raw).Trim() -split ' '
        if ($known[0] -eq $key) { return $known[1] }
    }

    Assert-Sdk
    $probe = Join-Path $temp "probe.$PID"
    New-Item -ItemType Directory -Force $probe | Out-Null
    Set-Content (Join-Path $probe 'probe.csproj') ('<Project Sdk="Microsoft.NET.Sdk"><ItemGroup>' +
        '<PackageReference Include="Nuke.Common" /><PackageReference Include="Nuke.Components" /></ItemGroup></Project>')
    $output = (& $dotnet restore (Join-Path $probe 'probe.csproj') --force -nologo -v q) -join "`n"
    if ($LASTEXITCODE -eq 0) {
        $engine = 'package'
        Write-Host 'Engine: NUKE, which the package source offers (NUKE_ENGINE=offline takes build/Engine instead).'
    }
    elseif ($output -match 'NU1301') {
        Stop-Build 'A package source does not answer, so it cannot be said whether it offers NUKE:', $output,
            '  Fix: mend the source (`dotnet nuget list source`), or set NUKE_ENGINE=offline.'
    }
    elseif ($output -match 'NU110[12]') {
        $engine = 'offline'
        Write-Host 'Engine: build/Engine, since the package source does not offer NUKE (NUKE_ENGINE=package insists on NUKE).'
    }
    else {
        Stop-Build 'The package source could not be asked for NUKE:', $output, '  Fix: mend what it says, or set NUKE_ENGINE=offline.'
    }

    Remove-Item -Recurse -Force $probe
    Set-Content $answer "$key $engine"
    return $engine
}

# Names and contents: a checkout, a deletion or a restored old file all count.
function Get-SourcesKey {
    $files = @('build', 'src/Contract' | ForEach-Object { Get-ChildItem -LiteralPath (Join-Path $root $_) -Recurse -File }) +
        @(Get-ChildItem -Path (Join-Path $root 'Directory.*.props')) + @(Get-Item (Join-Path $root 'global.json'))
    $lines = $files | Where-Object { $_.FullName -notmatch '[\\/](bin|obj)[\\/]' } | ForEach-Object {
        "$($_.FullName.Substring($root.Length)) $(Get-Key ([IO.File]::ReadAllBytes($_.FullName)))"
    } | Sort-Object
    Get-Key ([Text.Encoding]::UTF8.GetBytes($lines -join "`n"))
}

function Invoke-Compile([string] $engine, [string] $output) {
    # One compile at a time: the file is locked until this process closes it or dies.
    $lock = $null
    while (-not $lock) {
        try { $lock = [IO.File]::Open((Join-Path $temp 'compile.lock'), 'OpenOrCreate', 'ReadWrite', 'None') }
        catch [IO.IOException] { Start-Sleep -Milliseconds 200 }
    }
    try {
        if (Test-Path (Join-Path $output '_build.dll')) { return }
        Assert-Sdk
        [Console]::Error.WriteLine('Compiling the build ...')
        if (Test-Path "$output.partial") { Remove-Item -Recurse -Force "$output.partial" }
        # All of it: MSBuild goes by dates, and a file that was put back may be old.
        $messages = & $dotnet build (Join-Path $root 'build/_build.csproj') -c Release -v q -nologo -tl:off -nodeReuse:false `
            "-p:NukeEngine=$engine" "-p:NukeOutput=$output.partial/" --no-incremental
        if ($LASTEXITCODE -ne 0) {
            Stop-Build (@('The build does not compile:') + @($messages | Where-Object { $_ -match '(error|warning) ' } | Sort-Object -Unique))
        }
        Move-Item "$output.partial" $output
        # Older ones may still be running for a while.
        Get-ChildItem (Split-Path $output) -Directory | Where-Object { $_.FullName -ne (Get-Item $output).FullName -and $_.LastWriteTime -lt (Get-Date).AddDays(-1) } |
            Remove-Item -Recurse -Force -ErrorAction SilentlyContinue
    }
    finally { $lock.Dispose() }
}

New-Item -ItemType Directory -Force $temp | Out-Null
$engine = Get-Engine
$output = Join-Path $root "build/bin/$engine/$(Get-SourcesKey)"
if (-not (Test-Path (Join-Path $output '_build.dll'))) { Invoke-Compile $engine $output }

# NUKE looks for the repository from the working directory upwards; paths given to Lint begin where it was called.
$env:ARGUSAI_CALLED_FROM = (Get-Location).ProviderPath
$outside = -not "$((Get-Location).ProviderPath)/".Replace('\', '/').StartsWith("$root/".Replace('\', '/'), [StringComparison]::OrdinalIgnoreCase)
if ($outside) { Push-Location $root }
try { & $dotnet (Join-Path $output '_build.dll') @words }
finally { if ($outside) { Pop-Location } }
exit $LASTEXITCODE
