using System.Globalization;
using Azure.Core;

namespace Azure.Data.Tables;

/// <content>Transactions.</content>
public partial class TableClient
{
    /// <summary>Applies up to 100 actions on the rows of one partition, all or none.</summary>
    /// <param name="transactionActions">At most 100 actions and 4 MiB, one partition key, each row once.</param>
    /// <param name="cancellationToken">Ends the request; whether it was applied is then unknown.</param>
    /// <returns>One answer per action, in their order; those of adds, updates and upserts carry the new ETag.</returns>
    /// <exception cref="InvalidOperationException">There are no actions.</exception>
    /// <exception cref="TableTransactionFailedException">An action was refused (its status, code and index) and nothing was applied.</exception>
    /// <exception cref="RequestFailedException">The request as a whole was refused, or its answer is not to be understood.</exception>
    public virtual async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transactionActions);
        var actions = transactionActions as IReadOnlyList<TableTransactionAction> ?? [.. transactionActions];
        if (actions.Count == 0)
            throw new InvalidOperationException("The transaction has no actions.");

        if (TransactionRules.Check(actions) is var (index, fault))
            throw fault.ToException(index);

        var batch = Guid.NewGuid();
        var body = TransactionBody.Write(_rest, Name, actions, batch, Guid.NewGuid());
        using var message = _rest.CreateMessage(RequestMethod.Post, _rest.TableUri("$batch"));
        var response = await _rest.SendAsync(message, body, TransactionBody.ContentType(batch), cancellationToken).ConfigureAwait(false);
        return Response.FromValue<IReadOnlyList<Response>>(Answers(response, actions.Count), response);
    }

    private static List<Response> Answers(Response response, int actions)
    {
        var answers = TransactionReply.Parse(response.Content.ToMemory().Span, response.ClientRequestId);

        // A refused transaction is answered with 202 outside and the one refused action inside.
        if (answers.Find(answer => answer.IsError) is { } refused)
            throw new TableTransactionFailedException(new RequestFailedException(refused, null, ODataErrorParser.Instance));

        return answers.Count == actions
            ? answers
            : throw new RequestFailedException(
                response.Status,
                string.Create(CultureInfo.InvariantCulture, $"The answer to a transaction of {actions} actions has {answers.Count} parts; whether it was applied is unknown."));
    }
}
