using System.Diagnostics;

namespace NimbusFunctions.Local.Commands;

/// <summary>The official Service Bus client speaks AMQP, the broker here the REST API: that build is for the cloud.</summary>
internal static class OfficialAzureSdk
{
    /// <exception cref="LocalEditionException">This was built with the official packages.</exception>
    [Conditional("OFFICIAL_AZURE_SDK")]
    public static void Refuse() => throw new LocalEditionException(
        "This was built with OfficialAzureSdk=true, whose Service Bus client cannot speak with the local broker: build without it to run locally.");
}
