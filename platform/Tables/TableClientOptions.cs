using System.Diagnostics.CodeAnalysis;
using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>Retries, transport and diagnostics of the clients.</summary>
public class TableClientOptions : ClientOptions
{
    /// <summary>Options with the defaults of Azure.Core: three retries with exponential delays.</summary>
    /// <param name="serviceVersion">The version of the service's REST API.</param>
    public TableClientOptions(ServiceVersion serviceVersion = ServiceVersion.V2020_12_06)
    {
        Version = serviceVersion switch
        {
            ServiceVersion.V2019_02_02 => "2019-02-02",
            ServiceVersion.V2020_12_06 => "2020-12-06",
            _ => throw new ArgumentOutOfRangeException(nameof(serviceVersion)),
        };
        Transport = TableTransport.Shared;
    }

    /// <summary>The value of x-ms-version.</summary>
    internal string Version { get; }

    /// <summary>The versions of the service's REST API.</summary>
    [SuppressMessage("Naming", "CA1707", Justification = "The official package's names.")]
    public enum ServiceVersion
    {
        /// <summary>2019-02-02.</summary>
        V2019_02_02 = 1,

        /// <summary>2020-12-06, the first with identity.</summary>
        V2020_12_06 = 2,
    }
}
