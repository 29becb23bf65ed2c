using System.Runtime.Versioning;

// The engine, /proc and setsid are Linux's.
[assembly: SupportedOSPlatform("linux")]
