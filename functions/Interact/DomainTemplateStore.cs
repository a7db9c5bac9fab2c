using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Interact;

/// <summary>A template as read, with the tag that guards its next change.</summary>
internal sealed record StoredTemplate(DomainTemplate Template, ETag ETag);

/// <summary>The domain templates of tenants: rows <c>domain-template|{id}</c> of <c>Tenants</c>.</summary>
internal sealed class DomainTemplateStore(StoreTables tables, ServiceStore services)
{
    private const string Prefix = "domain-template|";
    private const char Between = ' ';

    public async Task<IReadOnlyList<StoredTemplate>> ListAsync(string tenant, CancellationToken cancellation)
    {
        var templates = new List<StoredTemplate>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {tenant} and RowKey ge {Prefix} and RowKey lt {Prefix + "~"}");
        await foreach (var row in tables.Tenants.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            templates.Add(Read(row));
        return templates;
    }

    public async Task<StoredTemplate?> FindAsync(string tenant, string id, CancellationToken cancellation)
    {
        var row = await tables.Tenants.GetEntityIfExistsAsync<TableEntity>(tenant, Prefix + id, null, cancellation);
        return row.HasValue ? Read(row.Value!) : null;
    }

    /// <summary>Writes a template: as a new one, or over the one that was read.</summary>
    /// <returns>Its tag; null where somebody changed it meanwhile.</returns>
    public async Task<ETag?> WriteAsync(string tenant, DomainTemplate template, ETag? over, CancellationToken cancellation)
    {
        var row = new TableEntity(tenant, Prefix + template.Id)
        {
            ["Name"] = template.Name,
            ["UnitId"] = template.OrganizationUnitId,
            ["Domains"] = string.Join(Between, template.Domains),
        };
        return await tables.Tenants.WriteOverAsync(row, over, cancellation);
    }

    /// <returns>False where somebody changed it meanwhile.</returns>
    public async Task<bool> RemoveAsync(string tenant, StoredTemplate template, CancellationToken cancellation)
    {
        try
        {
            await tables.Tenants.DeleteEntityAsync(tenant, Prefix + template.Template.Id, template.ETag, cancellation);
            return true;
        }
        catch (RequestFailedException failure) when (RowConflict.Is(failure))
        {
            return false;
        }
    }

    /// <summary>Who refers to a template: at most so many, services first.</summary>
    public async Task<IReadOnlyList<string>> UsersOfAsync(string tenant, string id, int most, CancellationToken cancellation)
    {
        var users = (await services.ListAsync(tenant, cancellation)).Select(stored => stored.Service)
            .Where(service => service.Interact.DomainTemplateId == id).Select(service => $"service {service.Id}").Take(most).ToList();
        if (users.Count == most)
            return users;
        await foreach (var row in tables.Users.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey ge {tenant + "|"} and PartitionKey lt {tenant + "}"} and InteractTemplate eq {id}"), null, ["RowKey"], cancellation))
        {
            users.Add($"user {row.RowKey}");
            if (users.Count == most)
                break;
        }

        return users;
    }

    private static StoredTemplate Read(TableEntity row) => new(
        new(row.RowKey[Prefix.Length..], row.Text("Name"), row.Text("UnitId"), row.Text("Domains").Split(Between, StringSplitOptions.RemoveEmptyEntries)), row.ETag);
}
