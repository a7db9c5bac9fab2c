namespace NimbusFunctions.Local.Host;

/// <summary>The app has exited with 0, and the host never starts it again.</summary>
internal sealed class WorkerGoneException() : Exception("the app has exited with code 0 and is not started again");
