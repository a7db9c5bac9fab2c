namespace NimbusFunctions.Tests.Flows;

/// <summary>What can become of a call on its way to the app and back.</summary>
internal enum LostAnswer
{
    None,

    /// <summary>The app answered; the connection is cut.</summary>
    Dropped,

    /// <summary>The app answered; half of it comes.</summary>
    HalfAnswered,

    /// <summary>The app answered; a gateway says 502.</summary>
    BadGateway,

    /// <summary>The app answered; a gateway's time was over before: 504.</summary>
    GatewayTimeout,

    /// <summary>The app answered; nobody hears it until the caller gives up.</summary>
    Silent,

    /// <summary>The app answered; it takes a while.</summary>
    Late,

    /// <summary>Cut while the app may be at it.</summary>
    CutMeanwhile,

    /// <summary>The app never saw it.</summary>
    CutBefore,
}
