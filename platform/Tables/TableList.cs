using System.Globalization;
using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables;

/// <summary>The account's tables: create, delete, list.</summary>
internal static class TableList
{
    private const string NextTable = "x-ms-continuation-NextTableName";

    public static HttpMessage CreateMessage(TableRest rest, string table, bool ifNotExists)
    {
        var message = rest.CreateMessage(RequestMethod.Post, $"{rest.Endpoint}/Tables", ifNotExists ? ToleratingClassifier.Conflict : null);
        message.Request.Headers.SetValue("Prefer", "return-no-content");
        message.Request.Headers.SetValue("Content-Type", "application/json");
        message.Request.Content = RequestContent.Create(BinaryData.FromString($$"""{"TableName":"{{JsonEncodedText.Encode(table)}}"}"""));
        return message;
    }

    /// <summary>The created table; one that was there is an answer too, one that is going away is not.</summary>
    public static Response<TableItem> Created(Response response, string table)
    {
        if (response.Status == 409)
        {
            RequestFailedException conflict = new(response);
            if (conflict.ErrorCode == TableErrorCode.TableBeingDeleted)
                throw conflict;
        }

        return Response.FromValue(new TableItem(table), response);
    }

    public static HttpMessage DeleteMessage(TableRest rest, string table) =>
        rest.CreateMessage(RequestMethod.Delete, $"{rest.Endpoint}/Tables('{Uri.EscapeDataString(table)}')", ToleratingClassifier.NotFound);

    public static HttpMessage QueryMessage(TableRest rest, string? filter, string? continuation, int? size)
    {
        TableQuery.CheckSize(size);
        List<string> query = [];
        if (size is { } top)
            query.Add("$top=" + top.ToString(CultureInfo.InvariantCulture));
        if (!string.IsNullOrEmpty(filter))
            query.Add("$filter=" + Uri.EscapeDataString(filter));
        if (!string.IsNullOrEmpty(continuation))
            query.Add("NextTableName=" + Uri.EscapeDataString(continuation));

        var uri = $"{rest.Endpoint}/Tables";
        return rest.CreateMessage(RequestMethod.Get, query.Count == 0 ? uri : $"{uri}?{string.Join('&', query)}");
    }

    public static Page<TableItem> ReadPage(Response response)
    {
        List<TableItem> tables = [];
        using var document = JsonDocument.Parse(response.Content.ToMemory());
        foreach (var table in document.RootElement.GetProperty("value").EnumerateArray())
            tables.Add(new TableItem(table.GetProperty("TableName").GetString()!));

        return Page<TableItem>.FromValues(tables, response.Headers.TryGetValue(NextTable, out var next) ? next : null, response);
    }
}
