namespace NimbusFunctions.Local.Simulator.Communication;

/// <summary>How a simulated ACS resource behaves.</summary>
internal enum AcsMood
{
    /// <summary>As it should.</summary>
    Working,

    /// <summary>It knows the key and forbids everything (403).</summary>
    Forbidden,

    /// <summary>Its keys were regenerated: the connection string's is refused (401).</summary>
    WrongKey,

    /// <summary>It was deleted: nothing answers.</summary>
    Gone,
}
