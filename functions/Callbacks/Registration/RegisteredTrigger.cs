namespace NimbusFunctions.Callbacks.Registration;

/// <summary>A trigger that is registered.</summary>
internal sealed record RegisteredTrigger(string Id);
