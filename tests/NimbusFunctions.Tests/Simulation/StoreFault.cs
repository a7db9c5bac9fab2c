namespace NimbusFunctions.Tests.Simulation;

/// <summary>What goes wrong between a caller and the store or the queue.</summary>
internal enum StoreFault
{
    None,

    /// <summary>Refused, nothing done.</summary>
    Refused,

    /// <summary>Done, and the answer was lost.</summary>
    LostAnswer,

    /// <summary>Done, the answer was lost, and the client's own retry did it again: a conflict with oneself.</summary>
    DoneTwice,

    /// <summary>Nothing done, and no answer until the caller gives up.</summary>
    Hang,

    /// <summary>Done, and no answer until the caller gives up.</summary>
    HangAfter,

    /// <summary>No answer until the caller gives up, and carried out some time later: it was on its way all the time.</summary>
    Late,
}
