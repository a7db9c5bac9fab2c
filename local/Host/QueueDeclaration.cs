namespace NimbusFunctions.Local.Host;

/// <summary>A function that messages of a queue start.</summary>
/// <param name="Name">The name of the folder.</param>
/// <param name="BindingName">The trigger's name.</param>
/// <param name="Queue">The queue's path, also <c>NAME/$deadletterqueue</c>.</param>
/// <param name="Sessions">Whether it is read by session.</param>
/// <param name="Many">Whether one call takes a batch.</param>
/// <param name="Binary">Whether bodies go as bytes.</param>
internal sealed record QueueDeclaration(string Name, string BindingName, string Queue, bool Sessions, bool Many, bool Binary)
    : FunctionDeclaration(Name, BindingName);
