namespace NimbusFunctions.Tasks.Endpoints;

/// <summary>What another cap would have meant for a service in the last days.</summary>
/// <param name="Cap">The cap that was tried.</param>
/// <param name="From">From when on.</param>
/// <param name="To">Until when.</param>
internal sealed record WhatIfAnswer(string Service, int Cap, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<ModalityWhatIf> Modalities);

/// <summary>The same of one modality.</summary>
/// <param name="CapInForce">The cap of today.</param>
/// <param name="Tasks">How many tasks were admitted.</param>
/// <param name="Peak">How many there were at once at most.</param>
/// <param name="WouldBeRefused">How many of them would have been refused or held.</param>
internal sealed record ModalityWhatIf(
    Modality Modality, int CapInForce, int Tasks, int Peak, DateTimeOffset? PeakAt, int WouldBeRefused, DateTimeOffset? FirstRefused)
{
    public static ModalityWhatIf Of(Modality modality, int capInForce, CapReplayResult replay) => new(
        modality, capInForce, replay.Tasks, replay.Peak, replay.PeakAt, replay.Refused, replay.FirstRefused);
}
