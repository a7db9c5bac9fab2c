using System.Diagnostics.CodeAnalysis;
using Azure.Core;

namespace Azure.Communication.Identity;

/// <summary>Retries, transport and diagnostics of a <see cref="CommunicationIdentityClient"/>.</summary>
public class CommunicationIdentityClientOptions : ClientOptions
{
    /// <summary>Options with the defaults of Azure.Core: three retries with exponential delays.</summary>
    /// <param name="version">The version of the service's REST API.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such version here.</exception>
    public CommunicationIdentityClientOptions(ServiceVersion version = ServiceVersion.V2023_10_01) => ApiVersion = version switch
    {
        ServiceVersion.V2023_10_01 => "2023-10-01",
        _ => throw new ArgumentOutOfRangeException(nameof(version)),
    };

    /// <summary>The value of <c>api-version</c>.</summary>
    internal string ApiVersion { get; }

    /// <summary>The clock of signatures; for tests.</summary>
    internal TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>The versions of the service's REST API.</summary>
    [SuppressMessage("Naming", "CA1707", Justification = "The official package's names.")]
    [SuppressMessage("Design", "CA1008", Justification = "The official package's values.")]
    public enum ServiceVersion
    {
        /// <summary>2023-10-01.</summary>
        V2023_10_01 = 4,
    }
}
