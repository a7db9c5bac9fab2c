namespace NimbusFunctions.Local.Host;

/// <summary>A function that the clock starts.</summary>
/// <param name="Name">The name of the folder.</param>
/// <param name="BindingName">The trigger's name.</param>
/// <param name="Schedule">When it runs, in UTC.</param>
/// <param name="RunOnStartup">Whether it runs at once when the host starts.</param>
/// <param name="UseMonitor">Whether the host keeps a schedule status; never for intervals under a minute.</param>
internal sealed record TimerDeclaration(string Name, string BindingName, TimerSchedule Schedule, bool RunOnStartup, bool UseMonitor)
    : FunctionDeclaration(Name, BindingName);
