namespace NimbusFunctions.Local.Broker;

/// <summary>A message id that was accepted, and when.</summary>
internal readonly record struct SeenId(string MessageId, DateTimeOffset At);
