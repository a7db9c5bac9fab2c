namespace NimbusFunctions.Callbacks.Deliveries;

/// <summary>Whether a trigger's user may have the news of a service.</summary>
internal enum TriggerStanding
{
    /// <summary>The user has the role there.</summary>
    Holds,

    /// <summary>The user has it, but not there.</summary>
    LostThere,

    /// <summary>The user has it nowhere, is gone, or is of a suspended tenant.</summary>
    LostEverywhere,

    /// <summary>There is no such service.</summary>
    ServiceGone,
}
