using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables;

/// <summary>The tables of a storage account.</summary>
/// <remarks>
/// A stand-in for the official package: a subset of its members, with their signatures and behaviour. Every refusal of
/// the service is a <see cref="RequestFailedException"/> with its status and error code. Requests are retried as
/// <see cref="ClientOptions.Retry"/> says, and, as in the official client, an insert whose first answer was lost is
/// retried too: it may then meet its own row and fail with 409. A caller who needs to know reads the row.
/// </remarks>
public partial class TableServiceClient
{
    private readonly TableRest _rest;

    /// <summary>For tests that stand in for the service.</summary>
    protected TableServiceClient()
    {
        _rest = null!;
        Uri = null!;
        AccountName = null!;
    }

    /// <summary>A client by connection string.</summary>
    /// <param name="connectionString">AccountName and AccountKey with TableEndpoint or EndpointSuffix, or UseDevelopmentStorage=true.</param>
    /// <exception cref="FormatException">It names no account.</exception>
    public TableServiceClient(string connectionString)
        : this(connectionString, null)
    {
    }

    /// <summary>A client by connection string.</summary>
    /// <param name="connectionString">AccountName and AccountKey with TableEndpoint or EndpointSuffix, or UseDevelopmentStorage=true.</param>
    /// <param name="options">Retries, transport, diagnostics.</param>
    /// <exception cref="FormatException">It names no account.</exception>
    public TableServiceClient(string connectionString, TableClientOptions? options = null)
        : this(TableConnectionString.Parse(connectionString), options)
    {
    }

    /// <summary>A client by the account's key.</summary>
    /// <param name="endpoint">The account's table address.</param>
    /// <param name="credential">The account's name and key.</param>
    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential)
        : this(endpoint, credential, null)
    {
    }

    /// <summary>A client by the account's key.</summary>
    /// <param name="endpoint">The account's table address.</param>
    /// <param name="credential">The account's name and key.</param>
    /// <param name="options">Retries, transport, diagnostics.</param>
    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions? options)
        : this(endpoint, options, SharedKey(credential), credential.AccountName)
    {
    }

    /// <summary>A client by identity.</summary>
    /// <param name="endpoint">The account's table address, https.</param>
    /// <param name="tokenCredential">Asked for tokens of the scope <c>https://storage.azure.com/.default</c>.</param>
    /// <param name="options">Retries, transport, diagnostics.</param>
    /// <exception cref="ArgumentException">The address is not https: a token is never sent in the clear.</exception>
    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions? options = null)
        : this(endpoint, options, Bearer(endpoint, tokenCredential), AccountOf(endpoint))
    {
    }

    private TableServiceClient(TableConnectionString connection, TableClientOptions? options)
        : this(connection.Endpoint, connection.Credential, options)
    {
    }

    private TableServiceClient(Uri endpoint, TableClientOptions? options, HttpPipelinePolicy authentication, string accountName)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        _rest = new TableRest(endpoint, authentication, options ?? new TableClientOptions());
        Uri = new Uri(_rest.Endpoint);
        AccountName = accountName;
    }

    /// <summary>The account's name.</summary>
    public virtual string AccountName { get; }

    /// <summary>The account's table address.</summary>
    public virtual Uri Uri { get; }

    /// <summary>A client of one table; no request is made.</summary>
    /// <param name="tableName">The table.</param>
    public virtual TableClient GetTableClient(string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        return new TableClient(_rest, AccountName, tableName);
    }

    private static SharedKeyPolicy SharedKey(TableSharedKeyCredential credential)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return new SharedKeyPolicy(credential, TimeProvider.System);
    }

    private static BearerTokenAuthenticationPolicy Bearer(Uri endpoint, TokenCredential tokenCredential)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(tokenCredential);
        if (endpoint.Scheme != Uri.UriSchemeHttps)
            throw new ArgumentException("A token credential needs an https address.", nameof(endpoint));

        return new BearerTokenAuthenticationPolicy(tokenCredential, "https://storage.azure.com/.default");
    }

    // https://account.table.core.windows.net
    private static string AccountOf(Uri endpoint) => endpoint.Host.Split('.')[0];
}
