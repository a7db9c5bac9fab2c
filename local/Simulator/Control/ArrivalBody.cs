using System.Text.Json;

namespace NimbusFunctions.Local.Simulator.Control;

/// <summary>A chat message or an email that is to arrive.</summary>
/// <param name="Service">The service, by its id or its UPN.</param>
/// <param name="Modality"><c>InstantMessaging</c> or <c>Email</c>.</param>
/// <param name="Id">Its own name; left out: a new one.</param>
/// <param name="Arrived">When it arrived; left out: now.</param>
/// <param name="Content">An object; left out: an empty one.</param>
internal sealed record ArrivalBody(string? Service, string? Modality, string? Id, string? Arrived, JsonElement? Content);
